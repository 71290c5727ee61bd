package dev.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.Broker;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.LeaseClock;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.bank.persistence.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes with connections of their own to one PostgreSQL; one stops inside a transaction. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbandonedTransactionTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(50);

  private final String url = TestDatabase.postgresUrl();
  private final Database paused = Database.open(url, "db/bank", SHORT, LONG);
  private final Database successor = Database.open(url, "db/bank", LONG, LONG);
  private final Database hasty = Database.open(url, "db/bank", LONG, SHORT);
  private final SettableClock clock = new SettableClock();

  @AfterEach
  void stop() {
    hasty.close();
    successor.close();
    paused.close();
  }

  @Test
  void whoPausesInsideATransactionHoldsUpNobodyAndCommitsNothing() {
    assertThatThrownBy(() ->
            paused.useTransaction(unit -> {
              insert(unit.handle(), "work", "paused");
              successor.useTransaction(other -> insert(other.handle(), "work", "successor"));
            }))
        .isInstanceOf(RuntimeException.class);

    assertThat(owners("work")).containsExactly("successor");
    paused.useTransaction(unit -> insert(unit.handle(), "later work", "paused"));
    assertThat(owners("later work")).as("by another connection").containsExactly("paused");
  }

  @Test
  void whoWaitsForATransactionTooLongFailsAndMayTryAgain() {
    successor.useTransaction(unit -> {
      insert(unit.handle(), "work", "successor");
      assertThatThrownBy(
              () -> hasty.useTransaction(other -> insert(other.handle(), "work", "hasty")))
          .hasMessageContaining("lock timeout");
      hasty.useTransaction(other -> insert(other.handle(), "other work", "hasty"));
    });

    assertThat(owners("work")).containsExactly("successor");
  }

  @Test
  void aProcessorThatPausesInsideATransactionIsTakenOver() {
    EventLog eventLog = new EventLog(clock);
    try (Broker first = broker(paused, eventLog, "node-1");
        Broker second = broker(successor, new EventLog(clock), "node-2")) {
      first.register(
          new Writing(
              "node-1",
              () -> {
                clock.advance(Leases.DURATION);
                second.runOnce();
              }));
      second.register(new Writing("node-2", () -> {}));
      BalanceChanged event = new BalanceChanged("a", 1, "t");
      successor.useTransaction(unit -> eventLog.append(unit, event, "interaction"));

      first.runOnce();

      assertThat(owners("a")).containsExactly("node-2");
      assertThat(second.processors().all().getFirst().backlog()).isZero();
      assertThat(second.processors().deadLetters("writing")).isEmpty();
    }
  }

  @Test
  void atItsEndALeaseIsNotHeldUpByATransactionOfItsFormerOwner() {
    assertThat(Database.IDLE_IN_TRANSACTION_MAX).isLessThan(Leases.DURATION);
  }

  private Broker broker(Database database, EventLog eventLog, String node) {
    Leases leases = new Leases(database, LeaseClock.of(clock), node);
    return new Broker(database, eventLog, leases, clock, new Random(1));
  }

  private static void insert(Handle handle, String key, String owner) {
    handle.execute(
        "insert into lease (name, owner, epoch, held_until) values (?, ?, 0, current_timestamp)",
        key,
        owner);
  }

  private List<String> owners(String key) {
    return successor.read(handle ->
        handle.select("select owner from lease where name = ?", key).mapTo(String.class).list());
  }

  /** Leaves one row for each event, whoever writes it, and then does something. */
  private record Writing(String node, Runnable afterwards) implements EventProcessor {

    @Override
    public String name() {
      return "writing";
    }

    @Override
    public boolean interestedIn(BusinessEvent event) {
      return true;
    }

    @Override
    public Work prepare(LoggedEvent logged) {
      return unit -> {
        insert(unit.handle(), logged.event().key(), node);
        afterwards.run();
      };
    }
  }
}
