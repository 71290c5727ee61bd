package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.notification.DeliveryAttempt.Outcome;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was delivered once more: the same bytes, in order, one at a time and beside the live
 * lanes, whose places it does not take. Thread-safe.
 */
final class Replays implements AutoCloseable {

  /** Failures in a row that end a replay. */
  static final int FAILURES_MAX = 10;

  private static final Logger log = LoggerFactory.getLogger(Replays.class);

  private final Database database;
  private final Leases leases;
  private final LookBeforeSending look;
  private final PushClient push;
  private final DeliveryPolicy policy;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final AttemptThreads threads;
  private final Map<String, Trouble> running = new ConcurrentHashMap<>();

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
    for (Replay replay : database.read(Replay::running)) {
      Trouble trouble = running.computeIfAbsent(replay.replayId(), _ -> new Trouble());
      if (!trouble.notBefore.isAfter(clock.instant()) && trouble.begin()) {
        execute(replay.replayId(), trouble);
      }
    }
  }

  /** Whether a step is under way. */
  boolean isBusy() {
    return running.values().stream().anyMatch(Trouble::hasBegun);
  }

  @Override
  public void close() {
    threads.close();
  }

  private void execute(String replayId, Trouble trouble) {
    boolean begun =
        threads.execute(() -> {
          try {
            leases.acquire("replay:" + replayId).ifPresent(lease -> work(replayId, lease, trouble));
          } catch (RuntimeException e) {
            log.error("replay {} failed in the bank itself", replayId, e);
          } finally {
            trouble.end();
          }
        });
    if (!begun) {
      trouble.end();
    }
  }

  private void work(String replayId, Lease lease, Trouble trouble) {
    boolean more = true;
    while (more && !threads.areEnding()) {
      Optional<Replay> replay =
          database.read(Replay::running).stream()
              .filter(running -> running.replayId().equals(replayId))
              .findFirst();
      more = replay.isPresent() && leases.renew(lease) && step(replay.get(), trouble);
    }
    leases.release(lease);
  }

  /** Whether to go on at once. */
  private boolean step(Replay replay, Trouble trouble) {
    Optional<Replay.Step> next = database.read(replay::next);
    if (next.isEmpty()) {
      end(replay, "all is sent");
      return false;
    }
    Replay.Step step = next.get();
    Outgoing outgoing = step.outgoing();
    String url = outgoing.callbackUrl();
    if (url == null) {
      end(replay, "nothing is pushed to the subscription any more");
      return false;
    }
    if (replay.dueAt(step.occurredAt()).isAfter(clock.instant())) {
      return false;
    }
    return switch (look.look(outgoing)) {
      case BeforeSending.Withheld _ ->
          database.inTransaction(unit -> replay.advance(unit.handle(), step, false));
      case BeforeSending.Ready ready -> send(replay, step, url, ready.signedSet(), trouble);
    };
  }

  /** Whether to go on at once. */
  private boolean send(
      Replay replay, Replay.Step step, String url, String signedSet, Trouble trouble) {
    Outgoing outgoing = step.outgoing();
    Instant startedAt = clock.instant();
    long startedNs = System.nanoTime();
    PushOutcome pushed = push.push(outgoing, url, signedSet);
    Duration took = Duration.ofNanos(System.nanoTime() - startedNs);
    boolean delivered = pushed instanceof PushOutcome.Accepted;
    Outcome outcome = delivered ? Outcome.DELIVERED : Outcome.RETRY;
    DeliveryAttempt attempt = DeliveryAttempt.of(outgoing, startedAt, took, pushed, outcome);
    boolean ours =
        database.inTransaction(unit -> {
          NotificationTable.countAttempt(unit.handle(), outgoing);
          DeliveryAttempt.insert(unit.handle(), List.of(attempt));
          return !delivered || replay.advance(unit.handle(), step, true);
        });
    return ours && (delivered ? trouble.none() : failed(replay, trouble));
  }

  private boolean failed(Replay replay, Trouble trouble) {
    trouble.failures++;
    trouble.notBefore = clock.instant().plus(policy.backoff().after(trouble.failures, random));
    if (trouble.failures >= FAILURES_MAX) {
      end(replay, "the endpoint failed " + FAILURES_MAX + " times in a row");
    }
    return false;
  }

  private void end(Replay replay, String reason) {
    database.useTransaction(unit -> replay.end(unit.handle(), clock.instant(), reason));
    running.remove(replay.replayId());
  }

  /** What this node knows of a replay besides the table; written by the one who has begun. */
  private static final class Trouble {

    volatile Instant notBefore = Instant.MIN;
    int failures;
    private boolean begun;

    synchronized boolean begin() {
      boolean first = !begun;
      begun = true;
      return first;
    }

    synchronized void end() {
      begun = false;
    }

    synchronized boolean hasBegun() {
      return begun;
    }

    boolean none() {
      failures = 0;
      return true;
    }
  }
}
