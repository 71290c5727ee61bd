package dev.tidings.bank.notification;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Whose head may start now, first come first, and whose is held until a time. Not thread-safe. */
final class Turns {

  private final ArrayDeque<KeyQueue> ready = new ArrayDeque<>();
  private final PriorityQueue<KeyQueue> held =
      new PriorityQueue<>(Comparator.comparing((KeyQueue queue) -> queue.heldUntil));

  /** Takes it in; what follows a held head is left to the table and returned. */
  List<Queued> add(KeyQueue queue, Instant dueAt, Instant now) {
    queue.heldUntil = dueAt;
    if (!dueAt.isAfter(now)) {
      ready.add(queue);
      return List.of();
    }
    queue.isHeld = true;
    held.add(queue);
    return queue.leaveHeadOnly();
  }

  /** Whether any may start; a held one may once its time has come. */
  boolean hasNext(Instant now) {
    while (!held.isEmpty() && !held.element().heldUntil.isAfter(now)) {
      releaseFirst();
    }
    return !ready.isEmpty();
  }

  /** Takes out the first that may start. */
  KeyQueue next() {
    return ready.remove();
  }

  /** The held one that is due first may start, if there is any. */
  void releaseFirst() {
    KeyQueue queue = held.poll();
    if (queue != null) {
      queue.isHeld = false;
      ready.add(queue);
    }
  }

  /** All held ones may start. */
  void releaseAll() {
    while (!held.isEmpty()) {
      releaseFirst();
    }
  }

  int held() {
    return held.size();
  }
}
