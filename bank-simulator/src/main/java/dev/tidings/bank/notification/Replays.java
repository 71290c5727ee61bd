package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.notification.DeliveryAttempt.Outcome;
import dev.tidings.bank.notification.Replay.Passed;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was delivered once more: the same bytes, in order, one at a time and beside the live
 * lanes, whose places it does not take. An answer means what it means to a live one; while the
 * subscription is disabled, or its breaker open, a replay waits. Thread-safe.
 */
final class Replays implements AutoCloseable {

  /** Failures in a row that end a replay. */
  static final int FAILURES_MAX = 10;

  /** How often a replay that waits for its subscription looks whether it may go on. */
  static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Replays.class);

  private final Database database;
  private final Leases leases;
  private final LookBeforeSending look;
  private final PushClient push;
  private final DeliveryPolicy policy;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final AttemptThreads threads;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  Replays(
      Database database,
      Leases leases,
      LookBeforeSending look,
      PushClient push,
      DeliveryPolicy policy,
      InstantSource clock,
      RandomGenerator random) {
    this.database = database;
    this.leases = leases;
    this.look = look;
    this.push = push;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
    this.threads = new AttemptThreads(policy.callTimeout());
  }

  /** Sends what is due of every replay that nobody else works on. */
  void replayDue() {
    Instant now = clock.instant();
    for (Replay replay : database.read(Replay::running)) {
      if (!replay.isHeld(now) && underWay.add(replay.replayId())) {
        execute(replay.replayId());
      }
    }
  }

  /** Whether a step is under way. */
  boolean isBusy() {
    return !underWay.isEmpty();
  }

  @Override
  public void close() {
    threads.close();
  }

  private void execute(String replayId) {
    boolean begun =
        threads.execute(() -> {
          try {
            leases.acquire(Replay.leaseName(replayId)).ifPresent(lease -> work(replayId, lease));
          } catch (RuntimeException e) {
            log.error("replay {} failed in the bank itself", replayId, e);
          } finally {
            underWay.remove(replayId);
          }
        });
    if (!begun) {
      underWay.remove(replayId);
    }
  }

  private void work(String replayId, Lease lease) {
    boolean more = true;
    while (more && !threads.areEnding()) {
      Optional<Replay> replay = database.read(handle -> Replay.findRunning(handle, replayId));
      more =
          replay.isPresent()
              && !replay.get().isHeld(clock.instant())
              && leases.renew(lease)
              && step(replay.get());
    }
    leases.release(lease);
  }

  /** Whether to go on at once. */
  private boolean step(Replay replay) {
    Optional<Replay.Step> next = database.read(replay::next);
    if (next.isEmpty()) {
      end(replay, "all is sent");
      return false;
    }
    Replay.Step step = next.get();
    Outgoing outgoing = step.outgoing();
    String url = outgoing.callbackUrl();
    Instant dueAt = replay.dueAt(step.occurredAt());
    if (dueAt.isAfter(clock.instant())) {
      return false;
    }
    if (step.disabled() || step.failing()) {
      await(replay, dueAt);
      return false;
    }
    if (url == null) {
      end(replay, "nothing is pushed to the subscription any more");
      return false;
    }
    return switch (look.look(outgoing)) {
      case BeforeSending.Withheld _ ->
          database.inTransaction(unit -> replay.advance(unit.handle(), step, Passed.WITHHELD));
      case BeforeSending.Ready ready -> send(replay, step, url, ready.signedSet());
    };
  }

  /** Until the subscription is enabled and its endpoint well, but not for ever. */
  private void await(Replay replay, Instant dueAt) {
    Instant now = clock.instant();
    if (now.isAfter(dueAt.plus(policy.totalTimeMax()))) {
      end(replay, "nothing could be pushed for " + policy.totalTimeMax().toHours() + " hours");
    } else {
      Instant until = now.plus(LOOK_INTERVAL);
      database.useTransaction(unit -> replay.hold(unit.handle(), replay.failures(), until));
    }
  }

  /** Whether to go on at once. */
  private boolean send(Replay replay, Replay.Step step, String url, String signedSet) {
    Outgoing outgoing = step.outgoing();
    Instant startedAt = clock.instant();
    long startedNs = System.nanoTime();
    PushOutcome pushed = push.push(outgoing, url, signedSet);
    Duration took = Duration.ofNanos(System.nanoTime() - startedNs);
    Instant now = clock.instant();
    AfterPush after = DeliveryRules.judge(pushed, now);
    DeliveryAttempt attempt = DeliveryAttempt.of(outgoing, startedAt, took, pushed, outcome(after));
    return database.inTransaction(unit -> {
      NotificationTable.countAttempt(unit.handle(), outgoing);
      DeliveryAttempt.insert(unit.handle(), List.of(attempt));
      return goOn(unit.handle(), replay, step, after, now);
    });
  }

  private static Outcome outcome(AfterPush after) {
    return switch (after) {
      case AfterPush.Done _ -> Outcome.DELIVERED;
      case AfterPush.Rejected _ -> Outcome.UNDELIVERABLE;
      case AfterPush.Gone _ -> Outcome.DISABLED;
      case AfterPush.Retry _ -> Outcome.RETRY;
    };
  }

  private boolean goOn(
      Handle handle, Replay replay, Replay.Step step, AfterPush after, Instant now) {
    return switch (after) {
      case AfterPush.Done _ -> replay.advance(handle, step, Passed.SENT);
      case AfterPush.Rejected _ -> replay.advance(handle, step, Passed.REJECTED);
      case AfterPush.Gone gone -> {
        if (replay.end(handle, now, "the endpoint wants nothing more: " + gone.reason())) {
          Subscriptions.disable(handle, replay.subscriptionId(), now, gone.reason());
        }
        yield false;
      }
      case AfterPush.Retry retry -> {
        failed(handle, replay, retry, now);
        yield false;
      }
    };
  }

  private void failed(Handle handle, Replay replay, AfterPush.Retry retry, Instant now) {
    int failures = replay.failures() + 1;
    if (failures >= FAILURES_MAX) {
      replay.end(handle, now, "the endpoint failed " + FAILURES_MAX + " times in a row");
      return;
    }
    Instant until = now.plus(policy.backoff().after(failures, random));
    Instant pauseUntil = retry.notBefore();
    replay.hold(
        handle, failures, pauseUntil != null && pauseUntil.isAfter(until) ? pauseUntil : until);
  }

  private void end(Replay replay, String reason) {
    database.useTransaction(unit -> replay.end(unit.handle(), clock.instant(), reason));
  }
}
