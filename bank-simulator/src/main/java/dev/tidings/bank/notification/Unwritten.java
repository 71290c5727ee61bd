package dev.tidings.bank.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The notifications of a lane that their endpoint has taken, while the table still calls them
 * pending. Not thread-safe.
 */
final class Unwritten {

  private final Map<String, KeyQueue> queues = new HashMap<>();
  private final PriorityQueue<Failed> failed =
      new PriorityQueue<>(Comparator.comparing(Failed::againAt));

  void add(Queued queued, KeyQueue queue) {
    queues.put(queued.jti(), queue);
    queue.unwritten++;
  }

  /** The queue of one that is being written no more; null when it was not among them. */
  @Nullable KeyQueue remove(Queued queued) {
    KeyQueue queue = queues.remove(queued.jti());
    if (queue != null) {
      queue.unwritten--;
    }
    return queue;
  }

  /** Whether none is being written. */
  boolean isEmpty() {
    return queues.isEmpty();
  }

  /** One could not be written: the table has it to be sent once more, but not before. */
  void failed(Queued queued, Instant againAt) {
    failed.add(new Failed(queued.jti(), againAt));
  }

  /** Those that failed and may now be read from the table; they are no longer among them. */
  List<String> again(Instant now) {
    List<String> jtis = new ArrayList<>();
    while (!failed.isEmpty() && !failed.element().againAt().isAfter(now)) {
      jtis.add(failed.remove().jti());
    }
    return jtis;
  }

  private record Failed(String jti, Instant againAt) {}
}
