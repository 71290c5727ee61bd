package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of one account that one refresh would cover, told as one. */
class MergeWindowTest {

  private static final Duration WINDOW = Duration.ofSeconds(2);

  @TempDir private Path folder;
  private Database database;
  private TestBank bank;
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    database = TestDatabase.h2(folder);
    bank =
        new TestBank(
            database, TestBank.settings(DeliveryPolicy.standard()).withMergeWindow(WINDOW));
    receiver = new Receiver();
    bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a", "b");
    bank.subscribe("tpp", receiver.url());
  }

  @AfterEach
  void stop() {
    receiver.close();
    bank.close();
    database.close();
  }

  @Test
  void theLastOfThemIsToldWhenTheWindowOfTheFirstIsOver() {
    bank.balanceChanged("a", 1);
    bank.step();
    bank.clock.advance(Duration.ofMillis(1_500));
    bank.balanceChanged("a", 2);
    bank.balanceChanged("a", 3);
    bank.balanceChanged("b", 1);
    bank.step();
    assertThat(receiver.waiting()).isZero();

    bank.clock.advance(Duration.ofMillis(500));
    settle("a 3 DELIVERED");
    assertThat(Receiver.version(receiver.next())).isEqualTo(3);
    assertThat(bank.statuses())
        .containsExactly("a 1 MERGED", "a 2 MERGED", "a 3 DELIVERED", "b 1 PENDING");
    bank.clock.advance(Duration.ofMillis(1_500));
    settle("b 1 DELIVERED");
  }

  @Test
  void whatIsDueIsMergedNoMore() {
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    bank.clock.advance(WINDOW);
    bank.step();
    receiver.next();
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.RetryAt.class);
    bank.balanceChanged("a", 2);
    bank.step();

    assertThat(bank.statuses()).containsExactly("a 1 PENDING", "a 2 PENDING");
  }

  @Test
  void anOlderOneThatComesLateIsMergedIntoTheNewerThatWaits() {
    bank.balanceChanged("a", 5);
    bank.step();
    bank.clock.advance(Duration.ofMillis(500));
    bank.balanceChanged("a", 3);
    bank.balanceChanged("a", 4);
    bank.step();
    assertThat(bank.statuses()).containsExactly("a 5 PENDING", "a 3 MERGED", "a 4 MERGED");

    bank.clock.advance(Duration.ofMillis(1_500));
    settle("a 5 DELIVERED");
    assertThat(Receiver.version(receiver.next())).isEqualTo(5);
    assertThat(receiver.waiting()).isZero();
    assertThat(bank.attempts).as("of what is merged").isEmpty();
  }

  @Test
  void anAlertIsToldAtOnceAndForItself() {
    bank.balanceChanged("a", 1);
    bank.append(new LowBalance("a", 1, "t", List.of("cust-amelia")));
    bank.append(new LowBalance("a", 2, "t", List.of("cust-amelia")));
    bank.step();
    bank.nextAttempt();
    bank.nextAttempt();

    assertThat(bank.statuses())
        .containsExactlyInAnyOrder(
            "a 1 PENDING", "a:low-balance 1 DELIVERED", "a:low-balance 2 DELIVERED");
  }

  private void settle(String wanted) {
    bank.step();
    do {
      bank.nextAttempt();
    } while (!bank.statuses().contains(wanted));
  }
}
