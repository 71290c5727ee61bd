package dev.tidings.bank.notification;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.accountinfo.AccessRecord;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.oauth.Clients;
import dev.tidings.bank.trace.Trace;
import dev.tidings.bank.trace.Traces;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A consent ends between queue and send: nothing leaves, by whatever way, and the trace says why.
 */
abstract class WithheldContract {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);

  private Database database;
  private TestBank bank;
  private Receiver receiver;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    database = open();
    bank = new TestBank(database, DeliveryPolicy.standard());
    receiver = new Receiver();
    Books.open(database, "GBP", "a", "b");
  }

  @AfterEach
  void stop() {
    receiver.close();
    bank.close();
    database.close();
  }

  @Test
  void takenBackBeforeThePush() {
    String consentId = bank.give("tpp", BALANCES, "a");
    subscribe(receiver.url());
    queue();
    bank.take(consentId);
    bank.step();
    bank.nextAttempt();
    saysWhy();
  }

  @Test
  void expiredBeforeThePush() {
    Duration life = Duration.ofMinutes(1);
    NewConsent asked = new NewConsent("tpp", BALANCES, bank.clock.instant().plus(life), null, null);
    database.useTransaction(unit -> {
      String consentId = bank.consents.create(unit, asked).consentId();
      bank.consents.authorise(unit, consentId, "cust-a", Set.of("a"));
    });
    subscribe(receiver.url());
    queue();
    bank.clock.advance(life);
    bank.step();
    bank.nextAttempt();
    saysWhy();
  }

  @Test
  void takenBackAndGivenAgainForAnotherAccountBeforeThePush() {
    String consentId = bank.give("tpp", BALANCES, "a");
    subscribe(receiver.url());
    queue();
    bank.take(consentId);
    database.useTransaction(
        unit -> bank.consents.authorise(unit, consentId, "cust-amelia", Set.of("b")));
    bank.step();
    bank.nextAttempt();
    saysWhy();
  }

  @Test
  void takenBackBeforeThePoll() {
    String consentId = bank.give("tpp", BALANCES, "a");
    String subscriptionId = subscribe(null);
    queue();
    bank.take(consentId);
    Poll poll = new Poll(database, bank.look(), DeliveryPolicy.standard(), bank.clock);
    assertThat(poll.take(subscriptionId, 1)).isEqualTo(new Poll.Answer(false, Map.of()));
    saysWhy();
  }

  @Test
  void takenBackBetweenTwoAttempts() {
    String consentId = bank.give("tpp", BALANCES, "a");
    subscribe(receiver.url());
    receiver.answers(503);
    queue();
    bank.step();
    bank.nextAttempt();
    receiver.next();
    bank.take(consentId);
    bank.clock.advance(DeliveryPolicy.BACKOFF.first());
    bank.step();
    bank.nextAttempt();

    DeliveryHistory.Sent set = theSet();
    assertThat(set.status()).isEqualTo("WITHHELD");
    assertThat(set.reason()).isEqualTo(Entitlement.WITHHELD_REASON);
    assertThat(set.attempts()).hasSize(1);
    assertThat(receiver.waiting()).isZero();
  }

  private String subscribe(@Nullable String url) {
    return bank.subscribe("tpp", url, EventType.RESOURCE_UPDATE, EventType.BALANCE_CHANGE);
  }

  private void queue() {
    Ledger ledger = new Ledger(bank.eventLog, bank.clock);
    database.useTransaction(unit -> ledger.post(unit, Books.credit("a", 1_240), "interaction"));
    assertThat(bank.broker.runOnce()).isEqualTo(1);
    assertThat(bank.statuses()).containsExactly("a 1 PENDING");
  }

  private void saysWhy() {
    DeliveryHistory.Sent set = theSet();
    assertThat(set.status()).isEqualTo("WITHHELD");
    assertThat(set.reason()).isEqualTo(Entitlement.WITHHELD_REASON);
    assertThat(set.attempts()).isEmpty();
    assertThat(receiver.waiting()).isZero();
  }

  private DeliveryHistory.Sent theSet() {
    Traces traces = new Traces(database, new Clients(bank.clock), new AccessRecord(bank.clock));
    Trace trace = traces.latest("a", 10).getFirst();
    Trace.Reader reader = trace.readers().getFirst();
    assertThat(reader.verdict()).as("when it was queued").isEqualTo("TOLD");
    return requireNonNull(reader.set());
  }
}
