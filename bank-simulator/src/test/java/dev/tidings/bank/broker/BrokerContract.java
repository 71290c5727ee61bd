package dev.tidings.bank.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.persistence.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the broker promises, whatever the database. */
abstract class BrokerContract {

  private final SettableClock clock = new SettableClock();
  private Database database;
  private EventLog eventLog;
  private Broker broker;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    eventLog = new EventLog(clock);
    broker = broker(eventLog, "node-1");
  }

  @AfterEach
  void stop() {
    broker.close();
    database.close();
  }

  @Test
  void everyInterestedProcessorGetsAnEventOnceAndNoOtherDoes() {
    Recorder all = new Recorder("all", _ -> true);
    Recorder balances = new Recorder("balances", event -> event instanceof BalanceChanged);
    broker.register(all);
    broker.register(balances);
    append(balance("a", 1));
    append(new ConsentRevoked("c", "tpp", 1));

    drain();

    assertThat(all.done).containsExactlyInAnyOrder("a 1", "c 1");
    assertThat(balances.done).containsExactly("a 1");
    assertThat(all.seen)
        .allSatisfy(seen -> assertThat(seen.occurredAt()).isEqualTo(clock.instant()));
    assertThat(inboxRows()).isZero();
  }

  @Test
  void anEventWhoseTransactionFailsNeverHappened() {
    Recorder all = new Recorder("all", _ -> true);
    broker.register(all);
    assertThatThrownBy(() ->
            database.useTransaction(unit -> {
              eventLog.append(unit, balance("a", 1), "interaction");
              throw new IllegalStateException("no money");
            }))
        .isInstanceOf(IllegalStateException.class);

    drain();

    assertThat(all.done).isEmpty();
  }

  @Test
  void theSameVersionOfAKeyIsRefused() {
    append(balance("a", 1));

    assertThatThrownBy(() -> append(balance("a", 1))).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aBurstOnOneKeyComesInOrder() {
    Recorder all = new Recorder("all", _ -> true);
    broker.register(all);
    List<String> expected = new ArrayList<>();
    for (int version = 1; version <= 2 * ProcessorRun.BATCH_MAX + 3; version++) {
      append(balance("a", version));
      expected.add("a " + version);
    }

    drain();

    assertThat(all.done).isEqualTo(expected);
  }

  @Test
  void aFailingEventHoldsUpItsKeyOnlyAndNoOtherProcessor() {
    Recorder other = new Recorder("other", _ -> true);
    Recorder failing = new Recorder("failing", _ -> true);
    failing.failOnPrepare = event -> event.key().equals("bad");
    failing.failOnWrite = event -> event.key().equals("worse");
    broker.register(failing);
    broker.register(other);
    for (int version = 1; version <= 2; version++) {
      append(balance("bad", version));
      append(balance("worse", version));
      append(balance("good", version));
    }

    drain();

    assertThat(failing.done).containsExactly("good 1", "good 2");
    assertThat(other.done).hasSize(6);

    failing.failOnPrepare = _ -> false;
    failing.failOnWrite = _ -> false;
    drain();
    assertThat(failing.done).as("before the backoff is over").hasSize(2);

    clock.advance(Broker.RETRY_BACKOFF.first());
    drain();
    assertThat(failing.done).hasSize(6);
    assertThat(failing.done).containsSubsequence("bad 1", "bad 2");
    assertThat(failing.done).containsSubsequence("worse 1", "worse 2");
  }

  @Test
  void aProcessorThatLostItsLeaseWritesNothing() {
    EventLog otherLog = new EventLog(clock);
    Recorder successor = new Recorder("all", _ -> true);
    Recorder paused = new Recorder("all", _ -> true);
    try (Broker other = broker(otherLog, "node-2")) {
      other.register(successor);
      broker.register(paused);
      append(balance("a", 1));
      paused.duringPrepare =
          () -> {
            clock.advance(Leases.DURATION);
            drain(other);
          };

      broker.runOnce();
    }

    assertThat(successor.done).containsExactly("a 1");
    assertThat(paused.seen).as("it had begun").hasSize(1);
    assertThat(marks()).isEqualTo(1);
  }

  @Test
  void onlyOneNodeWorksForAProcessorUntilTheOtherStops() {
    Recorder first = new Recorder("all", _ -> true);
    Recorder second = new Recorder("all", _ -> true);
    broker.register(first);
    try (Broker other = broker(new EventLog(clock), "node-2")) {
      other.register(second);
      append(balance("a", 1));
      drain();
      append(balance("a", 2));
      drain(other);
      assertThat(second.done).isEmpty();

      broker.close();
      drain(other);
      assertThat(first.done).containsExactly("a 1");
      assertThat(second.done).containsExactly("a 2");
    }
  }

  @Test
  void aRunningBrokerIsWokenByTheCommit() throws InterruptedException {
    Recorder all = new Recorder("all", _ -> true);
    broker.register(all);
    broker.start();

    append(balance("a", 1));
    assertThat(all.committed.poll(10, TimeUnit.SECONDS)).isEqualTo("a 1");
    append(balance("a", 2));
    assertThat(all.committed.poll(10, TimeUnit.SECONDS)).isEqualTo("a 2");
  }

  @Test
  void aNewProcessorCanBeginWithTheFirstEventOrWithTheNext() {
    List<String> past = new ArrayList<>();
    int count = BeginProcessors.PAGE_MAX + 3;
    for (int version = 1; version <= count; version++) {
      append(balance("a", version));
      past.add("a " + version);
    }
    append(new ConsentRevoked("c", "tpp", 1));
    Recorder fromTheBeginning =
        new Recorder("from-the-beginning", event -> event instanceof BalanceChanged);
    Recorder fromNow = new Recorder("from-now", _ -> true);
    broker.register(fromTheBeginning, Begin.FROM_THE_BEGINNING);
    broker.register(fromNow, Begin.FROM_NOW);
    append(balance("a", count + 1));
    past.add("a " + (count + 1));
    drain();

    assertThat(fromTheBeginning.done).isEqualTo(past);
    assertThat(fromNow.done).containsExactly("a " + (count + 1));
  }

  @Test
  void aProcessorThatHasBegunIsNotGivenThePastAgain() {
    append(balance("a", 1));
    broker.register(new Recorder("new", _ -> true), Begin.FROM_THE_BEGINNING);
    drain();
    broker.close();

    EventLog nextLog = new EventLog(clock);
    try (Broker next = broker(nextLog, "node-1")) {
      Recorder again = new Recorder("new", _ -> true);
      next.register(again, Begin.FROM_THE_BEGINNING);
      drain(next);
      assertThat(again.done).isEmpty();
    }
  }

  @Test
  void aPastThatWasGivenHalfIsGivenToItsEndInTheNextLife() {
    for (int version = 1; version <= BeginProcessors.PAGE_MAX + 1; version++) {
      append(balance("a", version));
    }
    Recorder crashing =
        new Recorder(
            "new",
            event -> {
              if (event.version() > BeginProcessors.PAGE_MAX) {
                throw new IllegalStateException("the bank crashes here");
              }
              return true;
            });
    assertThatThrownBy(() -> broker.register(crashing, Begin.FROM_THE_BEGINNING))
        .hasMessageContaining("crashes");

    EventLog nextLog = new EventLog(clock);
    try (Broker next = broker(nextLog, "node-1")) {
      Recorder again = new Recorder("new", _ -> true);
      next.register(again, Begin.FROM_THE_BEGINNING);
      drain(next);
      assertThat(again.done).hasSize(BeginProcessors.PAGE_MAX + 1).doesNotHaveDuplicates();
    }
  }

  private Broker broker(EventLog log, String node) {
    return new Broker(
        database, log, new Leases(database, LeaseClock.of(clock), node), clock, new Random(1));
  }

  private static BalanceChanged balance(String account, long version) {
    return new BalanceChanged(account, version, "t" + version);
  }

  private void append(BusinessEvent event) {
    database.useTransaction(unit -> eventLog.append(unit, event, UUID.randomUUID().toString()));
  }

  private void drain() {
    drain(broker);
  }

  private static void drain(Broker broker) {
    int taken;
    do {
      taken = broker.runOnce();
    } while (taken > 0);
  }

  private int inboxRows() {
    return database.read(
        handle -> handle.select("select count(*) from processor_inbox").mapTo(Integer.class).one());
  }

  private int marks() {
    return database.read(handle ->
        handle
            .select("select count(*) from lease where name like 'mark:%'")
            .mapTo(Integer.class)
            .one());
  }
}
