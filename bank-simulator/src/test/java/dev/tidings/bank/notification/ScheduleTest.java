package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.broker.Lease;
import dev.tidings.bank.broker.LeaseClock;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All attempts at one notification over three days, without waiting for any of them. */
class ScheduleTest {

  private static final DeliveryPolicy POLICY = DeliveryPolicy.standard();
  private static final Duration LONGEST = POLICY.backoff().longest();

  private final Database database = TestDatabase.inMemory();
  private final TestBank bank = new TestBank(database, POLICY);

  @AfterEach
  void stop() {
    bank.close();
    database.close();
  }

  @Test
  void theScheduleSpansThreeDaysAndEveryAttemptIsRecorded() {
    Instant start = bank.clock.instant();
    List<Duration> waits = waits(new PushOutcome.Refused(503, "no", null));

    Duration least = POLICY.backoff().first().dividedBy(2);
    for (Duration wait : waits) {
      assertThat(wait).isBetween(least, LONGEST);
      least = min(least.multipliedBy(2), LONGEST.dividedBy(2));
    }
    assertThat(Duration.between(start, bank.clock.instant()))
        .isBetween(POLICY.totalTimeMax().minus(LONGEST), POLICY.totalTimeMax());
    assertThat(bank.statuses()).containsExactly("a 1 UNDELIVERABLE");
    assertThat(outcomes()).hasSize(waits.size() + 1).last().isEqualTo("UNDELIVERABLE");
  }

  @Test
  void aPauseThatTheTppAsksForEveryTimeLengthensItNotAtAll() {
    Instant start = bank.clock.instant();
    List<Duration> waits = waits(new PushOutcome.Refused(429, "", "999999999"));

    assertThat(waits).containsOnly(RetryAfter.PAUSE_MAX);
    assertThat(Duration.between(start, bank.clock.instant())).isEqualTo(POLICY.totalTimeMax());
    assertThat(bank.statuses()).containsExactly("a 1 UNDELIVERABLE");
  }

  @Test
  void anAnswerAtTheVeryLastStillCounts() {
    Instant lastDue = bank.clock.instant().plus(POLICY.totalTimeMax()).minus(LONGEST);
    Push push =
        (_, _, _) ->
            bank.clock.instant().isBefore(lastDue)
                ? new PushOutcome.NoAnswer("timeout")
                : new PushOutcome.Accepted(202);
    waits(push);
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED");
  }

  private List<Duration> waits(PushOutcome always) {
    return waits((_, _, _) -> always);
  }

  /** Attempts it as often as it is to be attempted; the times between. */
  private List<Duration> waits(Push push) {
    bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a");
    bank.subscribe("tpp", "http://tpp.example" + CallbackUrl.SUFFIX);
    bank.balanceChanged("a", 1);
    bank.broker.runOnce();
    String jti =
        database.read(
            handle -> handle.select("select jti from notification").mapTo(String.class).one());
    Lease lease =
        new Leases(database, LeaseClock.of(bank.clock), "node").acquire("a").orElseThrow();
    AttemptDelivery attempts =
        new AttemptDelivery(database, bank.look(), push, POLICY, bank.clock, new Random(1));
    List<Duration> waits = new ArrayList<>();
    while (attempted(attempts, jti, lease) instanceof AttemptResult.RetryAt retry) {
      Duration wait = Duration.between(bank.clock.instant(), retry.dueAt());
      waits.add(wait);
      bank.clock.advance(wait);
    }
    return waits;
  }

  private AttemptResult attempted(AttemptDelivery attempts, String jti, Lease lease) {
    Completion completion = ((Attempt.Made) attempts.attempt(jti, 0, lease)).completion();
    return database
        .inTransaction(unit -> CompletionTable.write(unit.handle(), List.of(completion)))
        .getFirst();
  }

  private List<String> outcomes() {
    return database.read(handle ->
        handle
            .select("select outcome from delivery_attempt order by attempt")
            .mapTo(String.class)
            .list());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
