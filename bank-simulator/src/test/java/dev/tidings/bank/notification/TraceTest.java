package dev.tidings.bank.notification;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.accountinfo.AccessRecord;
import dev.tidings.bank.alerts.Alerts;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.oauth.Clients;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.bank.trace.Trace;
import dev.tidings.bank.trace.Traces;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be read about a change, from the entry to the acknowledgement. */
final class TraceTest {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);

  private Database database;
  private TestBank bank;
  private Receiver receiver;
  private Ledger ledger;
  private Traces traces;

  @BeforeEach
  void start() throws IOException {
    database = TestDatabase.inMemory();
    bank = new TestBank(database, DeliveryPolicy.standard());
    bank.broker.register(new Alerts(database, bank.eventLog, bank.clock));
    receiver = new Receiver();
    Books.open(database, "GBP", "a");
    ledger = new Ledger(bank.eventLog, bank.clock);
    traces = new Traces(database, new Clients(bank.clock), new AccessRecord(bank.clock));
  }

  @AfterEach
  void stop() {
    receiver.close();
    bank.close();
    database.close();
  }

  @Test
  void aChangeIsFollowedFromTheEntryToTheAcknowledgement() {
    bank.give("tpp", BALANCES, "a");
    bank.give("no-balances", Set.of(Permission.ReadAccountsDetail), "a");
    bank.subscribe("tpp", receiver.url());
    post(Books.credit("a", 1_240));
    bank.step();
    bank.nextAttempt();

    Trace trace = traces.latest(null, 10).getFirst();
    Trace.Entry entry = requireNonNull(trace.entry());
    assertThat(entry.amount()).isEqualTo("12.40");
    assertThat(entry.balanceAfter()).isEqualTo("12.40");
    assertThat(trace.change().type()).isEqualTo("balance-changed");
    assertThat(trace.change().accountName()).isEqualTo("Current");
    assertThat(trace.readers())
        .extracting(reader -> reader.clientId() + " " + reader.verdict())
        .containsExactly("tpp TOLD", "no-balances NO_READ_BALANCES");
    DeliveryHistory.Sent set = requireNonNull(trace.readers().getFirst().set());
    assertThat(set.status()).isEqualTo("DELIVERED");
    assertThat(set.settledAt()).isEqualTo(bank.clock.instant());
    assertThat(set.claims()).containsEntry("jti", set.jti()).containsEntry("iss", TestBank.ISSUER);
    assertThat(set.header()).containsEntry("alg", "PS256");
    assertThat(traces.find(trace.change().eventId())).contains(trace);
  }

  @Test
  void aConsentTakenBackBetweenQueueAndSendIsSaidByTheTrace() {
    String consentId = bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url(), EventType.RESOURCE_UPDATE);
    post(Books.credit("a", 1_240));
    bank.broker.runOnce();
    bank.take(consentId);
    bank.step();
    bank.nextAttempt();

    Trace trace = traces.latest("a", 10).getFirst();
    DeliveryHistory.Sent set = requireNonNull(trace.readers().getFirst().set());
    assertThat(set.status()).isEqualTo("WITHHELD");
    assertThat(set.reason()).contains("consent");
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void anAlertAndItsCauseLeadToEachOther() {
    post(Books.credit("a", 60_000));
    bank.step();

    List<Trace> latest = traces.latest("a", 10);
    assertThat(latest)
        .extracting(trace -> trace.change().type())
        .containsExactlyInAnyOrder("balance-changed", "large-transaction");
    Trace change = ofType(latest, "balance-changed");
    Trace alert = ofType(latest, "large-transaction");
    assertThat(change.consequences())
        .containsExactly(new Trace.Linked(alert.change().eventId(), "large-transaction"));
    assertThat(alert.cause())
        .isEqualTo(new Trace.Linked(change.change().eventId(), "balance-changed"));
  }

  @Test
  void whatIsNotDecidedYetSaysSo() {
    post(Books.credit("a", 1));
    Trace trace = traces.latest(null, 10).getFirst();
    assertThat(trace.decidedAt()).isNull();
    assertThat(trace.readers()).isEmpty();
    assertThat(traces.find("unknown")).isEmpty();
  }

  private void post(Posting posting) {
    database.useTransaction(unit -> ledger.post(unit, posting, "interaction"));
  }

  private static Trace ofType(List<Trace> traces, String type) {
    return traces.stream()
        .filter(trace -> trace.change().type().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
