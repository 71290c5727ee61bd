package dev.tidings.tpp.meter;

import static dev.tidings.tpp.meter.Approach.EVENTS;
import static dev.tidings.tpp.meter.Approach.EVERY_15_MINUTES;
import static dev.tidings.tpp.meter.Approach.EVERY_5_SECONDS;
import static dev.tidings.tpp.meter.Approach.EVERY_MINUTE;
import static dev.tidings.tpp.meter.Approach.FOUR_TIMES_A_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.persistence.Database;
import dev.tidings.tpp.meter.MeterReading.BankCalls;
import dev.tidings.tpp.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MeterTest {

  private final SettableClock clock = new SettableClock();
  private final Database database =
      Database.open(
          "jdbc:h2:mem:"
              + UUID.randomUUID()
              + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
          "db/tpp");
  private Meter meter = new Meter(database, clock);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aPollIsTwoCallsAndIsMadeWhenItsTimeIsFull() {
    connect("alder");
    pass(Duration.ofMillis(4_999));
    assertThat(calls(EVERY_5_SECONDS)).as("the first reading is no poll").isZero();

    pass(Duration.ofMillis(1));
    assertThat(calls(EVERY_5_SECONDS)).isEqualTo(2);

    pass(Duration.ofHours(6).minusSeconds(5));
    assertThat(calls(EVERY_5_SECONDS)).isEqualTo(2 * 12 * 60 * 6);
    assertThat(calls(EVERY_MINUTE)).isEqualTo(2 * 60 * 6);
    assertThat(calls(EVERY_15_MINUTES)).isEqualTo(2 * 4 * 6);
    assertThat(calls(FOUR_TIMES_A_DAY)).isEqualTo(2);
    assertThat(calls(EVENTS)).isZero();
    assertThat(meter.read().apiCallsIfPolled()).isEqualTo(calls(EVERY_MINUTE));
  }

  @Test
  void eachBankIsPolledInItsOwnTimeAndOnlyWhileItIsConnected() {
    connect("alder");
    pass(Duration.ofSeconds(90));
    connect("birch");
    pass(Duration.ofSeconds(90));
    database.useTransaction(unit -> meter.disconnected(unit, "alder"));

    assertThat(calls(EVERY_MINUTE)).as("alder three times, birch once").isEqualTo(2 * 4);

    pass(Duration.ofSeconds(30));
    assertThat(calls(EVERY_MINUTE)).as("birch once more").isEqualTo(2 * 5);
    connect("alder");
    pass(Duration.ofSeconds(59));
    assertThat(calls(EVERY_MINUTE)).as("only birch").isEqualTo(2 * 5);
  }

  @Test
  void renewingAConsentGoesOnFromThere() {
    connect("alder");
    pass(Duration.ofMinutes(10));
    database.useTransaction(unit -> {
      meter.disconnected(unit, "alder");
      meter.connected(unit, "alder");
    });
    pass(Duration.ofMinutes(5));

    assertThat(calls(EVERY_MINUTE)).isEqualTo(2 * 15);
  }

  @Test
  void whatIsStoppedPollsNothingUntilItIsStartedAgain() {
    connect("alder");
    pass(Duration.ofSeconds(100));
    meter.beat();
    pass(Duration.ofSeconds(50));
    restart();

    assertThat(calls(EVERY_MINUTE)).as("until it was last seen, and at once").isEqualTo(2 * 2);

    pass(Duration.ofHours(1));
    assertThat(calls(EVERY_MINUTE)).isEqualTo(2 * (2 + 60));
    restart();
    restart();
    assertThat(calls(EVERY_MINUTE)).as("a night away: nothing").isEqualTo(2 * (3 + 1));
  }

  @Test
  void aChangeIsShownByTheNextPoll() {
    Instant connected = clock.instant();
    connect("alder");
    pass(Duration.ofSeconds(62));

    shown("alder", connected.plusMillis(61_950));

    assertThat(stale(EVENTS)).containsExactly(50L, 50L);
    assertThat(stale(EVERY_5_SECONDS)).containsExactly(3_050L, 3_050L);
    assertThat(stale(EVERY_MINUTE)).containsExactly(58_050L, 58_050L);
    assertThat(stale(EVERY_15_MINUTES)).containsExactly(838_050L, 838_050L);
    assertThat(stale(FOUR_TIMES_A_DAY)).containsExactly(21_538_050L, 21_538_050L);
  }

  @Test
  void aChangeAtTheVeryMomentOfAPollIsShownByIt() {
    Instant connected = clock.instant();
    connect("alder");
    pass(Duration.ofMinutes(2));

    shown("alder", connected.plusSeconds(60), connected.plusMillis(60_001));

    assertThat(stale(EVERY_MINUTE)).containsExactly(Math.round(59_999 / 2.0), 59_999L);
    assertThat(meter.read().of(EVENTS).changes()).isEqualTo(2);
  }

  @Test
  void whatHappenedWhileWeWereAwayIsShownByThePollOnStarting() {
    Instant connected = clock.instant();
    connect("alder");
    pass(Duration.ofHours(1));
    restart();
    pass(Duration.ofSeconds(2));

    shown("alder", connected.plus(Duration.ofMinutes(30)));

    assertThat(stale(EVENTS)).containsExactly(1_802_000L, 1_802_000L);
    assertThat(stale(EVERY_5_SECONDS)).containsExactly(1_800_000L, 1_800_000L);
    assertThat(stale(FOUR_TIMES_A_DAY)).containsExactly(1_800_000L, 1_800_000L);
  }

  @Test
  void ofManyChangesMeanAndLongestAreKeptOverRestarts() {
    connect("alder");
    for (int i = 1; i <= 100; i++) {
      Instant occurredAt = clock.instant();
      pass(Duration.ofMillis(i));
      shown("alder", occurredAt);
    }
    restart();

    assertThat(stale(EVENTS)).containsExactly(Math.round(50.5), 100L);
    assertThat(meter.read().of(EVENTS).changes()).isEqualTo(100);
  }

  @Test
  void aBankThatIsNotConnectedHasNoStaleness() {
    shown("alder", clock.instant());

    assertThat(meter.read().of(EVENTS).staleMeanMs()).isNull();
    assertThat(meter.read().of(EVENTS).changes()).isZero();
  }

  @Test
  void callsAndBytesAreSummedByBankAndCause() {
    assertThat(meter.read().of(EVERY_MINUTE).bytes()).as("nobody knows yet").isNull();
    connect("alder");
    connect("birch");
    for (int i = 0; i < 20; i++) {
      meter.called("alder", Cause.EVENT, 2, 300);
    }
    meter.called("alder", Cause.CONNECTING, 5, 9_000);
    meter.called("birch", Cause.EVENT, 1, 1_000);
    meter.called("birch", Cause.POLL, 0, 0);
    database.useTransaction(unit -> meter.count(unit, Meter.Total.EVENTS_RECEIVED, 70));
    database.useTransaction(unit -> meter.count(unit, Meter.Total.DUPLICATES, 70));
    pass(Duration.ofMinutes(1));
    meter.beat();
    restart();

    MeterReading reading = meter.read();
    assertThat(reading.banks())
        .containsExactly(
            new BankCalls("alder", 5, 40, 0, 15_000), new BankCalls("birch", 0, 1, 0, 1_000));
    assertThat(reading.apiCalls()).isEqualTo(46);
    assertThat(reading.of(EVENTS).calls()).isEqualTo(41);
    assertThat(reading.of(EVENTS).bytes()).as("answers and SETs").isEqualTo(7_000 + 140);
    assertThat(reading.of(EVERY_MINUTE).bytes())
        .as("two polls at each bank, at the mean of that bank")
        .isEqualTo(2 * 2 * 150 + 2 * 2 * 1_000);
  }

  @Test
  void theHistoryEndsNowAndBeginsWithTheFirstConnection() {
    meter.beat();
    assertThat(meter.history().moments()).as("nothing to compare").isEmpty();
    connect("alder");
    Instant first = clock.instant();
    meter.beat();
    pass(Meter.BEAT);

    List<CallHistory.Moment> moments = meter.history().moments();

    assertThat(moments).extracting(CallHistory.Moment::at).containsExactly(first, clock.instant());
    assertThat(moments.getLast().calls()).containsEntry(EVERY_5_SECONDS, 4L);
  }

  @Test
  void aLongTimeIsCoveredByAFewMoments() {
    CallSamples samples = new CallSamples(database, 40);
    Instant first = clock.instant();
    for (long i = 0; i < 300; i++) {
      samples.add(clock.instant(), Map.of(EVENTS, i));
      pass(Meter.BEAT);
    }

    List<CallHistory.Moment> moments = samples.read();

    assertThat(moments).hasSizeBetween(20, 40);
    assertThat(moments.getFirst().at()).isEqualTo(first);
    assertThat(moments.getLast().calls()).containsKey(EVENTS);
    assertThat(Collections.max(gaps(moments))).isLessThanOrEqualTo(Meter.BEAT.multipliedBy(16));
  }

  private static List<Duration> gaps(List<CallHistory.Moment> moments) {
    return IntStream.range(1, moments.size())
        .mapToObj(i -> Duration.between(moments.get(i - 1).at(), moments.get(i).at()))
        .toList();
  }

  private void connect(String bankId) {
    database.useTransaction(unit -> meter.connected(unit, bankId));
  }

  private void shown(String bankId, Instant... occurrences) {
    database.useTransaction(unit -> meter.shown(unit, bankId, List.of(occurrences)));
  }

  private void pass(Duration time) {
    clock.pass(time);
  }

  private void restart() {
    meter = new Meter(database, clock);
  }

  private long calls(Approach approach) {
    return meter.read().of(approach).calls();
  }

  /** Mean and longest, in milliseconds. */
  private List<Long> stale(Approach approach) {
    MeterReading.Cost cost = meter.read().of(approach);
    return List.of(
        Objects.requireNonNull(cost.staleMeanMs()), Objects.requireNonNull(cost.staleLongestMs()));
  }
}
