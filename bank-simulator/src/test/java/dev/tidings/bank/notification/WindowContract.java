package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that wait, however many, keep nothing of another account from its TPP. */
abstract class WindowContract {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final int MANY = 2 * Lane.WINDOW_MAX;
  private static final Duration WAIT = Duration.ofMinutes(1);

  private Database database;
  private TestBank bank;
  private Receiver receiver;
  private String consentId;
  private Subscription subscription;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    database = open();
    bank = new TestBank(database, DeliveryPolicy.standard());
    receiver = new Receiver();
    Stream<String> held = IntStream.rangeClosed(1, MANY).mapToObj(number -> "held" + number);
    consentId =
        bank.give(
            "tpp", BALANCES, Stream.concat(held, Stream.of("hot", "free")).toArray(String[]::new));
    bank.subscribe("tpp", receiver.url());
    subscription =
        database.ask(connection -> Subscriptions.ofClients(connection, List.of("tpp"))).getFirst();
  }

  @AfterEach
  void stop() {
    receiver.close();
    bank.close();
    database.close();
  }

  @Test
  void accountsThatWaitForAFurtherAttemptHoldUpNoOther() {
    Instant later = bank.clock.instant().plus(WAIT);
    List<Notification> backlog = new ArrayList<>();
    for (int number = 1; number <= MANY; number++) {
      backlog.add(pending("held" + number, 1).due(later));
      backlog.add(pending("held" + number, 2));
    }
    backlog.add(pending("free", 1));
    insert(backlog);
    bank.step();
    assertThat(bank.nextAttempt().queued().key()).isEqualTo("free");
    bank.balanceChanged("free", 2);
    bank.step();
    assertThat(bank.nextAttempt().queued().version()).isEqualTo(2);
    bank.clock.advance(WAIT.dividedBy(2));
    bank.balanceChanged("free", 3);
    bank.step();
    assertThat(bank.nextAttempt().queued().version()).isEqualTo(3);
    assertThat(bank.attempts).isEmpty();

    bank.clock.advance(WAIT);
    bank.step();
    Set<String> heads = new HashSet<>();
    for (int attempts = 1; attempts <= 2 * MANY; attempts++) {
      Queued queued = bank.nextAttempt().queued();
      assertThat(heads.contains(queued.key())).isEqualTo(queued.version() == 2);
      heads.add(queued.key());
    }
  }

  @Test
  void anAccountWithALongBacklogHoldsUpNoOther() {
    List<Notification> backlog = new ArrayList<>();
    for (int version = 1; version <= MANY; version++) {
      backlog.add(pending("hot", version));
    }
    backlog.add(pending("free", 1));
    insert(backlog);
    receiver.hangs();
    bank.step();

    assertThat(List.of(Receiver.body(receiver.next()), Receiver.body(receiver.next())))
        .containsExactlyInAnyOrder("hot 1", "free 1");
    assertThat(bank.attempts).as("ended").isEmpty();
  }

  private void insert(List<Notification> all) {
    database.useTransaction(
        unit -> NotificationTable.insert(unit.handle(), all, bank.clock.instant()));
  }

  private Notification pending(String account, long version) {
    Notification one = Backlog.notification(subscription, consentId, account, version);
    String set = account + " " + version;
    return new Notification(one.jti(), one.cause(), subscription, one.consentIds(), set)
        .due(bank.clock.instant());
  }
}
