package dev.tidings.bank.notification;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The pending notifications of one subscription, as far as memory holds them: which may start now.
 * One at a time of each key, in the order of versions, and no more than the cap together; a key
 * whose head waits for its next attempt stops no other. Decides only; sends and reads nothing.
 * Thread-safe.
 */
final class Lane {

  /** Notifications held in memory; the table has the rest. */
  static final int WINDOW_MAX = 1_000;

  /** The latest read from the table that are remembered until they are told of. */
  static final int READ_MAX = 2 * WINDOW_MAX;

  private final Map<String, KeyQueue> keys = new HashMap<>();
  private final Set<String> jtis = new HashSet<>();
  private final Set<String> doneWhileLoading = new HashSet<>();
  private final LinkedHashSet<String> fromTable = new LinkedHashSet<>();
  private final ArrayDeque<KeyQueue> ready = new ArrayDeque<>();
  private final PriorityQueue<KeyQueue> held =
      new PriorityQueue<>(Comparator.comparing((KeyQueue queue) -> queue.heldUntil));
  private int inFlight;
  private boolean stale = true;
  private boolean loading;
  private boolean closed;

  /**
   * Takes a new one in, or notes that it must be read from the table later. One that was read from
   * there before it is told of here is known, and perhaps done.
   */
  synchronized void offer(Queued queued, Instant now) {
    if (closed || loading || stale || jtis.size() >= WINDOW_MAX) {
      stale = true;
    } else if (!fromTable.remove(queued.jti())) {
      add(queued, now);
    }
  }

  /** If the table has what memory has not: the keys to leave out when it is read. */
  synchronized Optional<List<String>> beginLoading() {
    if (!wantsLoading()) {
      return Optional.empty();
    }
    loading = true;
    stale = false;
    return Optional.of(
        keys.values().stream().filter(queue -> queue.cutOff).map(queue -> queue.key).toList());
  }

  /** Ends what {@link #beginLoading} began, with the {@link #WINDOW_MAX} oldest of the table. */
  synchronized void loaded(List<Queued> oldest, Instant now) {
    loading = false;
    stale |= oldest.size() >= WINDOW_MAX;
    for (Queued queued : oldest) {
      if (jtis.size() >= WINDOW_MAX) {
        stale = true;
        break;
      }
      if (!doneWhileLoading.contains(queued.jti())) {
        add(queued, now);
        if (fromTable.add(queued.jti()) && fromTable.size() > READ_MAX) {
          fromTable.removeFirst();
        }
      }
    }
    doneWhileLoading.clear();
  }

  synchronized void loadingFailed() {
    loading = false;
    stale = true;
    doneWhileLoading.clear();
  }

  /**
   * Those that may start now; each must end with {@link #done} or {@link #retry}.
   *
   * @param inFlightMax together with those that were taken before
   */
  synchronized List<Queued> take(Instant now, int inFlightMax) {
    while (!held.isEmpty() && !held.element().heldUntil.isAfter(now)) {
      ready.add(held.remove());
    }
    List<Queued> taken = new ArrayList<>();
    while (!closed && inFlight < inFlightMax && !ready.isEmpty()) {
      taken.add(ready.remove().waiting.element());
      inFlight++;
    }
    return taken;
  }

  /** One, and only when nothing is in flight: what is due, or else what will be first. */
  synchronized List<Queued> takeProbe(Instant now) {
    if (inFlight > 0) {
      return List.of();
    }
    if (ready.isEmpty() && !held.isEmpty()) {
      ready.add(held.remove());
    }
    return take(now, 1);
  }

  /** What waits for a further attempt waits no longer. */
  synchronized void releaseHeld() {
    ready.addAll(held);
    held.clear();
  }

  /** It needs no further attempt. */
  synchronized void done(Queued queued, Instant now) {
    inFlight--;
    KeyQueue queue = queueOf(queued);
    jtis.remove(queue.waiting.remove().jti());
    if (loading) {
      doneWhileLoading.add(queued.jti());
    }
    if (!queue.waiting.isEmpty()) {
      enqueue(queue, queue.waiting.element().dueAt(), now);
      return;
    }
    keys.remove(queue.key);
    stale |= queue.cutOff;
  }

  /** It is to be tried again; what comes after it stays in the table until then. */
  synchronized void retry(Queued queued, Instant dueAt, Instant now) {
    inFlight--;
    KeyQueue queue = queueOf(queued);
    Queued head = queue.waiting.remove();
    queue.cutOff |= !queue.waiting.isEmpty();
    queue.waiting.forEach(follower -> jtis.remove(follower.jti()));
    queue.waiting.clear();
    queue.waiting.add(head);
    enqueue(queue, dueAt, now);
  }

  /** The table may have what nobody told of, such as another node's. */
  synchronized void lookAgain() {
    stale = true;
  }

  /** Whether the table has what memory has not, and has room for. */
  synchronized boolean wantsLoading() {
    return !closed && stale && !loading && jtis.size() <= WINDOW_MAX / 2;
  }

  /** Nothing starts any more: it is not ours, or not as it was. What is under way may end. */
  synchronized void close() {
    closed = true;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private void add(Queued queued, Instant now) {
    KeyQueue queue = keys.get(queued.key());
    if ((queue != null && queue.cutOff) || !jtis.add(queued.jti())) {
      return;
    }
    if (queue == null) {
      queue = new KeyQueue(queued.key());
      keys.put(queued.key(), queue);
      queue.waiting.add(queued);
      enqueue(queue, queued.dueAt(), now);
    } else {
      queue.waiting.add(queued);
    }
  }

  private void enqueue(KeyQueue queue, Instant dueAt, Instant now) {
    queue.heldUntil = dueAt;
    if (dueAt.isAfter(now)) {
      held.add(queue);
    } else {
      ready.add(queue);
    }
  }

  private KeyQueue queueOf(Queued queued) {
    KeyQueue queue = keys.get(queued.key());
    if (queue == null || !queue.waiting.element().jti().equals(queued.jti())) {
      throw new IllegalStateException(queued + " is not in flight");
    }
    return queue;
  }

  /** One key's notifications in their order; {@code cutOff} when the table has more of them. */
  private static final class KeyQueue {

    final String key;
    final ArrayDeque<Queued> waiting = new ArrayDeque<>();
    Instant heldUntil = Instant.MIN;
    boolean cutOff;

    KeyQueue(String key) {
      this.key = key;
    }
  }
}
