package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.LargeTransaction;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.broker.BusinessEvent.SalaryArrived;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.EventUrn;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of alerts and of changes, and what is kept about it. */
final class AlertNotificationTest {

  private static final String CUSTOMER = "cust-amelia";
  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final Set<Permission> DEBITS =
      Set.of(
          Permission.ReadBalances,
          Permission.ReadTransactionsDetail,
          Permission.ReadTransactionsDebits);

  private Database database;
  private TestBank bank;
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    database = TestDatabase.inMemory();
    bank = new TestBank(database, DeliveryPolicy.standard());
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
    bank.close();
    database.close();
  }

  @Test
  void aLowBalanceIsToldAsANotificationAboutTheAccount() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    bank.append(new LowBalance("a", 7, "t7", List.of(CUSTOMER)));
    bank.step();

    RecordedRequest request = receiver.next();
    String account = TestBank.ISSUER + "/open-banking/v4.0/aisp/accounts/a";
    assertThat(Receiver.claims(request)).containsEntry("sub", account);
    assertThat(Receiver.events(request)).containsExactly(EventUrn.LOW_BALANCE);
    assertThat(String.valueOf(Receiver.claims(request).get("events")))
        .contains("account_version=7", account + "/balances", "occurred_at")
        .doesNotContain("t7");
    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("a:low-balance 7 DELIVERED");
  }

  @Test
  void aTransactionIsToldOnlyToWhoMayReadTransactionsOfItsDirection() {
    bank.give("balances-only", BALANCES, "a");
    bank.give("debits", DEBITS, "a");
    bank.subscribe("balances-only", receiver.url());
    bank.subscribe("debits", receiver.url());
    bank.append(new LargeTransaction("a", 1, "t1", List.of(CUSTOMER), false, bank.clock.instant()));
    bank.append(new LargeTransaction("a", 2, "t2", List.of(CUSTOMER), true, bank.clock.instant()));
    bank.append(new SalaryArrived("a", 2, "t2", List.of(CUSTOMER), bank.clock.instant()));
    bank.step();

    assertThat(Receiver.claims(receiver.next())).containsEntry("aud", List.of("debits"));
    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("a:large-transaction 1 DELIVERED");
  }

  @Test
  void anAlertByAnotherHoldersLimitIsNotTold() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    bank.append(new LowBalance("a", 1, "t1", List.of("cust-somebody-else")));
    bank.step();

    assertThat(bank.statuses()).isEmpty();
    assertThat(decided()).containsExactly("tpp OTHER_CUSTOMERS_LIMIT");
  }

  @Test
  void anAlertIsNotSentOnceTheConsentIsTakenBack() {
    String consentId = bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url(), EventType.LOW_BALANCE);
    bank.append(new LowBalance("a", 1, "t1", List.of(CUSTOMER)));
    bank.broker.runOnce();
    bank.take(consentId);
    bank.step();

    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("a:low-balance 1 WITHHELD");
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void whoWasToldAndWhoWasNotIsKeptWithTheReason() {
    bank.give("told", BALANCES, "a");
    bank.give("unsubscribed", BALANCES, "a");
    bank.give("other-types", BALANCES, "a");
    bank.give("no-balances", Set.of(Permission.ReadAccountsDetail), "a");
    bank.take(bank.give("revoked", BALANCES, "a"));
    bank.step();
    bank.subscribe("told", receiver.url());
    bank.subscribe("other-types", receiver.url(), EventType.LOW_BALANCE);
    for (String client : List.of("no-balances", "revoked", "stranger")) {
      bank.subscribe(client, receiver.url());
    }
    bank.balanceChanged("a", 1);
    bank.step();

    assertThat(decided())
        .containsExactlyInAnyOrder(
            "told TOLD",
            "unsubscribed NO_SUBSCRIPTION",
            "other-types TYPE_NOT_SUBSCRIBED",
            "no-balances NO_READ_BALANCES",
            "revoked CONSENT_NOT_AUTHORISED",
            "stranger NO_CONSENT");
  }

  @Test
  void aProcessorThatAlwaysFailsHoldsUpNoNotification() {
    bank.broker.register(new AlwaysFailing());
    bank.give("tpp", BALANCES, "a", "b");
    bank.subscribe("tpp", receiver.url());
    for (int version = 1; version <= 3; version++) {
      bank.balanceChanged("a", version);
      bank.balanceChanged("b", version);
    }
    bank.step();

    for (int sets = 0; sets < 6; sets++) {
      bank.nextAttempt();
    }
    assertThat(bank.statuses()).hasSize(6).allMatch(status -> status.endsWith("DELIVERED"));
  }

  private List<String> decided() {
    return database.read(handle -> {
      String eventId =
          handle
              .select("select event_id from event_log where type <> 'consent-revoked'")
              .mapTo(String.class)
              .one();
      return DecisionTable.find(handle, eventId).orElseThrow().lines().stream()
          .map(line -> line.clientId() + " " + line.verdict())
          .toList();
    });
  }

  private static final class AlwaysFailing implements EventProcessor {

    @Override
    public String name() {
      return "always-failing";
    }

    @Override
    public boolean interestedIn(BusinessEvent event) {
      return true;
    }

    @Override
    public Work prepare(LoggedEvent event) {
      throw new IllegalStateException("never");
    }
  }
}
