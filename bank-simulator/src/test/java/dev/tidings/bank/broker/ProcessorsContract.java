package dev.tidings.bank.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a processor cannot do is its own dead letter, and nobody else's business. */
abstract class ProcessorsContract {

  private static final Duration DAY = Duration.ofDays(1);

  private final SettableClock clock = new SettableClock();
  private final Recorder failing = new Recorder("failing", _ -> true);
  private final Recorder other = new Recorder("other", _ -> true);
  private Database database;
  private EventLog eventLog;
  private Broker broker;
  private Processors processors;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    eventLog = new EventLog(clock);
    broker = broker(eventLog, "node-1");
    broker.register(failing);
    broker.register(other);
    processors = broker.processors();
  }

  @AfterEach
  void stop() {
    broker.close();
    database.close();
  }

  @Test
  void anEventThatAlwaysFailsIsGivenUpAndHoldsUpItsKeyNoLonger() {
    failing.failOnWrite = event -> event.version() == 2;
    append("a", 1);
    append("a", 2);
    append("a", 3);
    append("b", 1);

    step();
    assertThat(failing.done).containsExactlyInAnyOrder("a 1", "b 1");
    Instant begun = clock.instant();
    failUntilGivenUp();

    assertThat(failing.done).containsExactlyInAnyOrder("a 1", "b 1", "a 3");
    assertThat(other.done).as("meanwhile").hasSize(4);
    assertThat(Duration.between(begun, clock.instant())).isGreaterThan(Duration.ofMinutes(30));
    DeadEvent dead = processors.deadLetters("failing").getFirst();
    assertThat(dead.key() + " " + dead.version()).isEqualTo("a 2");
    assertThat(dead.type()).isEqualTo("balance-changed");
    assertThat(dead.attempts()).isEqualTo(Broker.ATTEMPTS_MAX);
    assertThat(dead.error()).contains("as the test wants, in write");
    assertThat(processors.deadLetter("failing", dead.eventId())).contains(dead);
    assertThat(processors.deadLetters("other")).isEmpty();
  }

  @Test
  void anEventThatCannotBeReadIsADeadLetterOfItsOwn() {
    append("a", 1);
    append("b", 1);
    String eventId = eventId("a", 1);
    setType(eventId, "of-a-later-version");

    step();
    assertThat(failing.done).containsExactly("b 1");
    assertThat(other.done).containsExactly("b 1");
    assertThat(unfinished(eventId)).hasSize(2).allMatch(left -> left.attempts() == 1);
    assertThat(database.<List<LoggedEvent>>read(handle -> new LoggedEvents().latest(handle, 10)))
        .as("it is left out")
        .hasSize(1);

    failUntilGivenUp();
    DeadEvent dead = processors.deadLetters("failing").getFirst();
    assertThat(dead.type()).isEqualTo("of-a-later-version");
    assertThat(dead.error()).contains("unknown event of-a-later-version");

    assertThat(processors.redrive("failing", eventId)).as("also while unreadable").isTrue();
    setType(eventId, "balance-changed");
    step();
    assertThat(failing.done).containsExactly("b 1", "a 1");
  }

  @Test
  void anErrorIsAFailureAsAnyOther() {
    Predicate<BusinessEvent> error =
        event -> {
          if (event.key().equals("bad")) {
            throw new NoClassDefFoundError("as the test wants");
          }
          return false;
        };
    failing.failOnPrepare = error;
    other.failOnWrite = error;
    append("bad", 1);
    step();
    append("bad", 2);
    append("good", 1);
    clock.advance(Broker.RETRY_BACKOFF.longest());
    step();

    assertThat(failing.done).containsExactly("good 1");
    assertThat(other.done).containsExactly("good 1");
    assertThat(unfinished(eventId("bad", 1)))
        .hasSize(2)
        .allMatch(left -> left.attempts() == 2)
        .allMatch(left -> String.valueOf(left.error()).contains("NoClassDefFoundError"));
  }

  @Test
  void howEachIsDoingCanBeAsked() {
    failing.failOnPrepare = _ -> true;
    append("a", 1);
    append("a", 2);
    Instant occurredAt = clock.instant();
    assertThat(state("other").oldestDue()).isEqualTo(occurredAt);

    step();

    assertThat(state("other")).isEqualTo(new ProcessorState("other", occurredAt, 0, 0, null, 0));
    ProcessorState behind = state("failing");
    assertThat(behind.backlog()).isEqualTo(2);
    assertThat(behind.failing()).isEqualTo(1);

    failUntilGivenUp();
    failUntilGivenUp();
    assertThat(state("failing").backlog()).isZero();
    assertThat(state("failing").deadLetters()).isEqualTo(2);
  }

  @Test
  void theStoryOfAnEventSaysWhoHasNotDoneIt() {
    failing.failOnPrepare = _ -> true;
    append("a", 1);
    String eventId = eventId("a", 1);
    assertThat(unfinished(eventId))
        .extracting(Unfinished::processor)
        .containsExactly("failing", "other");

    step();
    Unfinished left = unfinished(eventId).getFirst();
    assertThat(unfinished(eventId)).hasSize(1);
    assertThat(left.attempts()).isEqualTo(1);
    assertThat(left.error()).contains("in prepare");
    assertThat(left.dueAt()).isAfter(clock.instant());
    assertThat(left.isDeadLetter()).isFalse();

    failUntilGivenUp();
    assertThat(unfinished(eventId).getFirst().isDeadLetter()).isTrue();
  }

  @Test
  void onePutBackIsDoneOnce() {
    failing.failOnWrite = _ -> true;
    append("a", 1);
    step();
    failUntilGivenUp();
    failing.failOnWrite = _ -> false;
    String eventId = eventId("a", 1);

    assertThat(processors.redrive("other", eventId)).isFalse();
    assertThat(processors.redrive("failing", eventId)).isTrue();
    assertThat(processors.redrive("failing", eventId)).isFalse();
    step();

    assertThat(failing.done).containsExactly("a 1");
    assertThat(other.done).as("not given it again").containsExactly("a 1");
    assertThat(processors.deadLetters("failing")).isEmpty();
  }

  @Test
  void onePutBackHasAllItsAttemptsAgain() {
    failing.failOnWrite = _ -> true;
    append("a", 1);
    step();
    failUntilGivenUp();
    assertThat(processors.redrive("failing", eventId("a", 1))).isTrue();

    step();

    assertThat(unfinished(eventId("a", 1)).getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void thoseOfATimePutBackAreDoneInOrder() {
    failing.failOnWrite = _ -> true;
    append("a", 1);
    clock.advance(DAY);
    Instant from = clock.instant();
    append("a", 2);
    append("a", 3);
    clock.advance(DAY);
    Instant to = clock.instant();
    append("a", 4);
    for (int version = 1; version <= 4; version++) {
      step();
      failUntilGivenUp();
    }
    failing.failOnWrite = _ -> false;

    assertThat(processors.redrive("failing", from, to)).isEqualTo(2);
    step();

    assertThat(failing.done).containsExactly("a 2", "a 3");
    assertThat(processors.deadLetters("failing"))
        .extracting(DeadEvent::version)
        .containsExactly(1L, 4L);
  }

  @Test
  void whoHasLostTheLeaseGivesNothingUp() {
    failing.failOnPrepare = _ -> true;
    append("a", 1);
    step();
    for (int failures = 1; failures < Broker.ATTEMPTS_MAX - 1; failures++) {
      clock.advance(Broker.RETRY_BACKOFF.longest());
      step();
    }
    Recorder successor = new Recorder("failing", _ -> true);
    try (Broker next = broker(new EventLog(clock), "node-2")) {
      next.register(successor);
      failing.duringPrepare =
          () -> {
            clock.advance(Leases.DURATION);
            next.runOnce();
          };
      clock.advance(Broker.RETRY_BACKOFF.longest());
      broker.runOnce();
    }

    assertThat(successor.done).containsExactly("a 1");
    assertThat(processors.deadLetters("failing")).isEmpty();
  }

  private Broker broker(EventLog log, String node) {
    return new Broker(
        database, log, new Leases(database, LeaseClock.of(clock), node), clock, new Random(1));
  }

  private void append(String account, long version) {
    BalanceChanged event = new BalanceChanged(account, version, "t" + version);
    database.useTransaction(unit -> eventLog.append(unit, event, "interaction"));
  }

  private void step() {
    while (broker.runOnce() > 0) {
      // until nothing is due
    }
  }

  /** Lets the clock go on until there is one dead letter more. */
  private void failUntilGivenUp() {
    long before = state("failing").deadLetters();
    for (int attempt = 0; attempt < Broker.ATTEMPTS_MAX; attempt++) {
      if (state("failing").deadLetters() > before) {
        return;
      }
      clock.advance(Broker.RETRY_BACKOFF.longest());
      step();
    }
    assertThat(state("failing").deadLetters()).isGreaterThan(before);
  }

  private ProcessorState state(String processor) {
    return processors.all().stream()
        .filter(state -> state.processor().equals(processor))
        .findFirst()
        .orElseThrow();
  }

  private String eventId(String key, long version) {
    return database.read(
        handle -> new LoggedEvents().ofVersion(handle, List.of(key), version).getFirst().eventId());
  }

  private void setType(String eventId, String type) {
    database.useTransaction(unit ->
        unit.handle().execute("update event_log set type = ? where event_id = ?", type, eventId));
  }

  private List<Unfinished> unfinished(String eventId) {
    return database.read(handle -> new UnfinishedEvents().of(handle, eventId));
  }
}
