package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes with connections of their own to one PostgreSQL; the first pauses too long. */
class TakeOverTest {

  private static final String MIGRATIONS = "db/bank";
  private static final String SET_ERROR = "{\"err\":\"invalid_key\",\"description\":\"no\"}";

  private final String url = TestDatabase.postgresUrl();
  private final Database ours = Database.open(url, MIGRATIONS);
  private final Database theirs = Database.open(url, MIGRATIONS);
  private final TestBank paused = new TestBank(ours, DeliveryPolicy.standard());
  private final TestBank successor = paused.another("node-2", DeliveryPolicy.standard(), theirs);
  private final CountDownLatch pause = new CountDownLatch(1);
  private final CountDownLatch successorsPause = new CountDownLatch(1);
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new Receiver();
    paused.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a");
    paused.subscribe("tpp", receiver.url());
  }

  @AfterEach
  void stop() {
    pause.countDown();
    successorsPause.countDown();
    receiver.close();
    successor.close();
    paused.close();
    theirs.close();
    ours.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 400, 410, 429, 500})
  void whateverThePausedOwnerIsAnsweredItCompletesNothing(int status) {
    attemptThatPauses(status);
    receiver.answers(202);
    paused.clock.advance(Leases.DURATION);
    successor.step();
    successor.nextAttempt();
    Map<String, Object> before = everything();
    pause.countDown();

    assertThat(paused.nextAttempt().result()).isInstanceOf(AttemptResult.NotOurs.class);
    assertThat(everything()).isEqualTo(before);
    assertThat(paused.statuses()).containsExactly("a 1 DELIVERED");
    assertThat(answers()).as("what was sent is seen").containsExactly(202, status);
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 400, 410, 429, 500})
  void evenBeforeTheSuccessorHasDoneAnythingThePausedOwnerCompletesNothing(int status) {
    attemptThatPauses(status);
    CountDownLatch begun = new CountDownLatch(1);
    receiver.answers(_ -> {
      begun.countDown();
      return held(202, successorsPause);
    });
    paused.clock.advance(Leases.DURATION);
    successor.step();
    await(begun);
    Map<String, Object> before = everything();
    pause.countDown();

    assertThat(paused.nextAttempt().result()).isInstanceOf(AttemptResult.NotOurs.class);
    assertThat(everything()).as("only the lease says whose it is").isEqualTo(before);
    assertThat(paused.statuses()).containsExactly("a 1 PENDING");

    successorsPause.countDown();
    assertThat(successor.nextAttempt().result()).isInstanceOf(AttemptResult.Settled.class);
    assertThat(paused.statuses()).containsExactly("a 1 DELIVERED");
  }

  @Test
  void thePausedOwnerAttemptsNothingMore() {
    attemptThatPauses(500);
    receiver.answers(202);
    paused.clock.advance(Leases.DURATION);
    successor.step();
    successor.nextAttempt();
    pause.countDown();
    paused.nextAttempt();
    receiver.next();
    receiver.next();

    paused.balanceChanged("a", 2);
    paused.broker.runOnce();
    paused.step();
    assertThat(paused.attempts).isEmpty();
    assertThat(receiver.waiting()).isZero();
    successor.step();
    assertThat(successor.nextAttempt().queued().version()).isEqualTo(2);
  }

  private void attemptThatPauses(int status) {
    CountDownLatch begun = new CountDownLatch(1);
    receiver.answers(_ -> {
      begun.countDown();
      return held(status, pause);
    });
    paused.balanceChanged("a", 1);
    paused.step();
    await(begun);
  }

  private MockResponse held(int status, CountDownLatch latch) {
    await(latch);
    return new MockResponse.Builder().code(status).body(status == 400 ? SET_ERROR : "").build();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Integer> answers() {
    return theirs.read(handle ->
        handle
            .select("select status from delivery_attempt order by attempt")
            .mapTo(Integer.class)
            .list());
  }

  /** What a completion would change. */
  private Map<String, Object> everything() {
    return theirs.read(handle -> {
      List<Map<String, Object>> notifications =
          handle.select("select * from notification order by seq").mapToMap().list();
      List<Map<String, Object>> subscriptions =
          handle.select("select * from event_subscription").mapToMap().list();
      return Map.of("n", notifications, "s", subscriptions);
    });
  }
}
