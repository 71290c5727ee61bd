package dev.tidings.bank.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlowProcessorTest {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final SettableClock clock = new SettableClock();
  private final EventLog eventLog = new EventLog(clock);
  private final CountDownLatch begun = new CountDownLatch(CORES);
  private final CountDownLatch slowness = new CountDownLatch(1);
  private final Recorder slow = new Recorder("slow", event -> event.key().equals("a"));
  private final Recorder other = new Recorder("other", event -> event.key().equals("b"));

  @Test
  void holdsUpNoOtherWhileItIsBusyOnAllCores() throws InterruptedException {
    slow.duringPrepare =
        () -> {
          begun.countDown();
          await(slowness);
        };
    try (Database database = TestDatabase.inMemory();
        Broker broker = broker(database)) {
      broker.register(slow);
      broker.register(other);
      append(database, "a", CORES + 1);
      try {
        broker.start();
        await(begun);
        append(database, "b", 2);

        assertThat(other.committed.poll(10, TimeUnit.SECONDS)).isEqualTo("b 1");
      } finally {
        slowness.countDown();
      }
    }
  }

  private Broker broker(Database database) {
    Leases leases = new Leases(database, LeaseClock.of(clock), "node-1");
    return new Broker(database, eventLog, leases, clock, new Random(1));
  }

  /** All at once, so that they come as one batch. */
  private void append(Database database, String account, int count) {
    database.useTransaction(unit -> {
      for (int version = 1; version <= count; version++) {
        eventLog.append(unit, new BalanceChanged(account, version, "t" + version), "interaction");
      }
    });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
