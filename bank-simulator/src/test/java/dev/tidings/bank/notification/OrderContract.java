package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nothing of an account overtakes what came before, where the simulation once found that it did.
 */
abstract class OrderContract {

  private Database database;
  private TestBank bank;
  private Receiver receiver;
  private String consentId;
  private String subscriptionId;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    database = open();
    bank = new TestBank(database, DeliveryPolicy.standard());
    receiver = new Receiver();
    consentId =
        bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a");
    subscriptionId = bank.subscribe("tpp", receiver.url(), EventType.BALANCE_CHANGE);
  }

  @AfterEach
  void stop() {
    receiver.close();
    bank.close();
    database.close();
  }

  @Test
  void whatAnotherNodeHasQueuedIsNotOvertaken() {
    bank.notifications.deliverDue();
    bank.balanceChanged("a", 1);
    try (TestBank other = bank.another("node-2", DeliveryPolicy.standard())) {
      assertThat(other.broker.runOnce()).isEqualTo(1);
    }
    bank.balanceChanged("a", 2);
    assertThat(bank.broker.runOnce()).isEqualTo(1);

    assertThat(Receiver.version(receiver.next())).isEqualTo(1);
    assertThat(Receiver.version(receiver.next())).isEqualTo(2);
  }

  @Test
  void afterAnEnablingTheFormerLaneSendsNothingAheadOfTheOthers() {
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.RetryAt.class);
    database.useTransaction(
        unit -> Subscriptions.disable(unit.handle(), subscriptionId, bank.clock.instant(), "no"));
    bank.clock.advance(Duration.ofSeconds(1));
    queue(2);
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.Disowned.class);

    receiver.answers(202);
    database.useTransaction(
        unit -> Subscriptions.enable(unit.handle(), subscriptionId, bank.clock.instant()));
    queue(3);
    assertThat(bank.attempts).as("of the former lane").isEmpty();
    bank.step();

    assertThat(Receiver.version(receiver.next())).as("refused").isEqualTo(1);
    for (int version = 1; version <= 3; version++) {
      assertThat(Receiver.version(receiver.next())).isEqualTo(version);
    }
  }

  @Test
  void aLaneThatIsNoLongerOursAttemptsNothingMore() {
    bank.notifications.deliverDue();
    pileUp(2 * Lane.WINDOW_MAX);
    bank.notifications.mediator().resumed();
    database.useTransaction(
        unit -> Subscriptions.disable(unit.handle(), subscriptionId, bank.clock.instant(), "no"));
    queue(2 * Lane.WINDOW_MAX + 1);
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.Disowned.class);
    assertThat(bank.statuses()).allMatch(status -> status.endsWith("PENDING"));
    bank.close();

    assertThat(bank.attempts).isEmpty();
  }

  private void pileUp(int count) {
    Subscription subscription =
        database.ask(connection -> Subscriptions.ofClients(connection, List.of("tpp"))).getFirst();
    List<Notification> all =
        IntStream.rangeClosed(1, count)
            .mapToObj(version -> Backlog.notification(subscription, consentId, version))
            .toList();
    database.useTransaction(
        unit -> NotificationTable.insert(unit.handle(), all, bank.clock.instant()));
  }

  /** Without a look at the subscriptions, as when the broker is quicker than that. */
  private void queue(long version) {
    bank.balanceChanged("a", version);
    bank.broker.runOnce();
  }
}
