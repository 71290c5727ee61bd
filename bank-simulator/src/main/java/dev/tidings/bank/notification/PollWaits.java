package dev.tidings.bank.notification;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Polls that wait for something to come. Bounded; a wait costs a virtual thread. Thread-safe. */
final class PollWaits {

  /** Polls that wait at one time; more are answered at once. */
  static final int WAITS_MAX = 128;

  /** Those of one subscription, so that no TPP takes the places of the others. */
  static final int WAITS_PER_SUBSCRIPTION_MAX = 4;

  /** The longest time until a wait notices what another node has queued. */
  static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  private final Map<String, Integer> taken = new HashMap<>();
  private int takenByAll;
  private final Map<String, Set<CountDownLatch>> waiting = new ConcurrentHashMap<>();

  /** Something was queued for this subscription. */
  void queued(String subscriptionId) {
    waiting.getOrDefault(subscriptionId, Set.of()).forEach(CountDownLatch::countDown);
  }

  /** A place to wait at, if there is one; to be taken before the table is looked at. */
  boolean enter(String subscriptionId) {
    synchronized (taken) {
      if (takenByAll == WAITS_MAX
          || taken.getOrDefault(subscriptionId, 0) == WAITS_PER_SUBSCRIPTION_MAX) {
        return false;
      }
      taken.merge(subscriptionId, 1, Integer::sum);
      takenByAll++;
      return true;
    }
  }

  /** Gives back what {@link #enter} took. */
  void leave(String subscriptionId) {
    synchronized (taken) {
      taken.computeIfPresent(subscriptionId, (_, mine) -> mine == 1 ? null : mine - 1);
      takenByAll--;
    }
  }

  /** Begins to listen, so that nothing is missed between a look at the table and the wait. */
  CountDownLatch listen(String subscriptionId) {
    CountDownLatch latch = new CountDownLatch(1);
    waiting.compute(
        subscriptionId,
        (_, latches) -> {
          Set<CountDownLatch> more = latches == null ? ConcurrentHashMap.newKeySet() : latches;
          more.add(latch);
          return more;
        });
    return latch;
  }

  /** Waits until told, but no longer than this. */
  static void await(CountDownLatch latch, Duration longest) {
    Duration wait = longest.compareTo(LOOK_INTERVAL) < 0 ? longest : LOOK_INTERVAL;
    try {
      var _ = latch.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends what {@link #listen} began. */
  void forget(String subscriptionId, CountDownLatch latch) {
    waiting.computeIfPresent(
        subscriptionId,
        (_, latches) -> {
          latches.remove(latch);
          return latches.isEmpty() ? null : latches;
        });
  }

  /** Polls that listen now. */
  int size() {
    return waiting.values().stream().mapToInt(Set::size).sum();
  }
}
