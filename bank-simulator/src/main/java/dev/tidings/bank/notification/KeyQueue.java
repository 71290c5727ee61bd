package dev.tidings.bank.notification;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** One key's notifications in their order, as far as a {@link Lane} has them. Not thread-safe. */
final class KeyQueue {

  final String key;
  final ArrayDeque<Queued> waiting = new ArrayDeque<>();

  /** The head may not start before. */
  Instant heldUntil = Instant.MIN;

  /** Whether it is among those whose head waits for its time. */
  boolean isHeld;

  /** Those before the head that the table still calls pending. */
  int unwritten;

  /** Whether the table has more: what comes new must not be put behind what is here. */
  boolean cutOff;

  KeyQueue(String key) {
    this.key = key;
  }

  boolean isHeadedBy(Queued queued) {
    Queued head = waiting.peek();
    return head != null && head.jti().equals(queued.jti());
  }

  /** Leaves the others to the table; returns them. */
  List<Queued> leaveHeadOnly() {
    Queued head = waiting.remove();
    List<Queued> followers = List.copyOf(waiting);
    cutOff |= !followers.isEmpty();
    waiting.clear();
    waiting.add(head);
    return followers;
  }
}
