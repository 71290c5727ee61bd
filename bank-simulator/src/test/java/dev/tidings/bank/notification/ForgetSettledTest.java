package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetSettledTest {

  @TempDir private Path folder;

  @Test
  void whatEndedLongAgoIsForgottenAndWhatWaitsIsNot() throws IOException {
    try (Database database = TestDatabase.h2(folder);
        TestBank bank = new TestBank(database, DeliveryPolicy.standard());
        Receiver receiver = new Receiver()) {
      bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a", "b");
      bank.subscribe("tpp", receiver.url());
      bank.balanceChanged("a", 1);
      bank.step();
      bank.nextAttempt();
      receiver.answers(410);
      bank.balanceChanged("b", 1);
      bank.step();
      bank.nextAttempt();
      ForgetSettled forget = new ForgetSettled(database, bank.clock);

      bank.clock.advance(ForgetSettled.NOTIFICATIONS_KEPT);
      forget.ifDue();
      assertThat(bank.statuses()).hasSize(2);
      assertThat(rows(database)).containsExactly(2L, 2L);

      bank.clock.advance(Duration.ofMillis(1));
      forget.ifDue();
      assertThat(bank.statuses()).as("not yet: it has just run").hasSize(2);
      bank.clock.advance(ForgetSettled.INTERVAL);
      forget.ifDue();
      assertThat(bank.statuses())
          .as("a TPP that takes nothing")
          .containsExactly("b 1 UNDELIVERABLE");
      assertThat(rows(database)).containsExactly(1L, 0L);
    }
  }

  @Test
  void whatAPollMayStillFetchIsLeft() {
    try (Database database = TestDatabase.h2(folder);
        TestBank bank = new TestBank(database, DeliveryPolicy.standard())) {
      bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a");
      bank.subscribe("tpp", null);
      bank.balanceChanged("a", 1);
      bank.step();
      ForgetSettled forget = new ForgetSettled(database, bank.clock);
      bank.clock.advance(ForgetSettled.WAITING_KEPT);
      forget.once();
      assertThat(bank.statuses()).containsExactly("a 1 PENDING");
      bank.clock.advance(Duration.ofMillis(1));
      forget.once();
      assertThat(bank.statuses()).containsExactly("a 1 UNDELIVERABLE");
      bank.clock.advance(ForgetSettled.NOTIFICATIONS_KEPT.plusMillis(1));
      forget.once();
      assertThat(bank.statuses()).isEmpty();
    }
  }

  @Test
  void aRunIsBoundedAndGoesOnAtOnceWhileThereIsMore() {
    try (Database database = TestDatabase.h2(folder);
        TestBank bank = new TestBank(database, DeliveryPolicy.standard())) {
      String consentId = bank.give("tpp", Set.of(Permission.ReadAccountsBasic), "a");
      bank.subscribe("tpp", null);
      Subscription subscription =
          database
              .ask(connection -> Subscriptions.ofClients(connection, List.of("tpp")))
              .getFirst();
      database.useTransaction(unit -> {
        for (int version = 1; version <= ForgetSettled.ROWS_MAX + 1; version++) {
          NotificationTable.insert(
              unit.handle(),
              List.of(Backlog.notification(subscription, consentId, version)),
              bank.clock.instant());
        }
        NotificationTable.withholdAll(
            unit.handle(),
            subscription.subscriptionId(),
            bank.clock.instant(),
            "as the test wants");
      });
      ForgetSettled forget = new ForgetSettled(database, bank.clock);
      bank.clock.advance(ForgetSettled.NOTIFICATIONS_KEPT.plusMillis(1));
      forget.ifDue();
      assertThat(bank.statuses()).hasSize(1);
      forget.ifDue();
      assertThat(bank.statuses()).isEmpty();
    }
  }

  private static List<Long> rows(Database database) {
    return database.read(handle ->
        List.of(
            handle.select("select count(*) from delivery_attempt").mapTo(Long.class).one(),
            handle.select("select count(*) from notification_decision").mapTo(Long.class).one()));
  }
}
