package dev.tidings.bank.notification;

import dev.tidings.persistence.Database;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what came of attempts, and says so after the commit. Those that end while a group is
 * being written are the next group: the busier the bank, the more share a commit, and an idle one
 * waits for nobody. One whose row somebody else is at work on is written apart. Thread-safe.
 */
final class SettleAttempts {

  /** Attempts written in one transaction. */
  static final int GROUP_MAX = 64;

  private static final Logger log = LoggerFactory.getLogger(SettleAttempts.class);

  private final Database database;
  private final AttemptThreads threads;
  private final Supplier<Instant> retryAfterTrouble;
  private final Queue<Ended> waiting = new ArrayDeque<>();
  private boolean writing;

  /**
   * @param threads write, one at a time
   * @param retryAfterTrouble when to try again what could not be written
   */
  SettleAttempts(Database database, AttemptThreads threads, Supplier<Instant> retryAfterTrouble) {
    this.database = database;
    this.threads = threads;
    this.retryAfterTrouble = retryAfterTrouble;
  }

  /**
   * Has it written down soon.
   *
   * @param then told after the commit; must be quick
   */
  void settle(Completion completion, Consumer<AttemptResult> then) {
    synchronized (waiting) {
      waiting.add(new Ended(completion, then));
      if (writing) {
        return;
      }
      writing = true;
    }
    if (!threads.execute(this::writeAll)) {
      writeAll();
    }
  }

  private void writeAll() {
    boolean done = false;
    try {
      for (List<Ended> group = next(); !group.isEmpty(); group = next()) {
        write(group);
      }
      done = true;
    } finally {
      if (!done) {
        synchronized (waiting) {
          writing = false;
        }
      }
    }
  }

  private List<Ended> next() {
    synchronized (waiting) {
      List<Ended> group = new ArrayList<>();
      while (group.size() < GROUP_MAX && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
      writing = !group.isEmpty();
      return group;
    }
  }

  /** All together that nobody else is at work on: none waits for another's lock. */
  private void write(List<Ended> group) {
    Map<Completion, AttemptResult> written;
    try {
      written = database.inTransaction(unit -> writeFree(unit.handle(), group));
    } catch (RuntimeException e) {
      log.debug("a group of {} failed, now one by one", group.size(), e);
      group.forEach(this::writeApart);
      return;
    }
    for (Ended one : group) {
      AttemptResult result = written.get(one.completion());
      if (result == null) {
        writeApart(one);
      } else {
        one.then().accept(result);
      }
    }
  }

  private static Map<Completion, AttemptResult> writeFree(Handle handle, List<Ended> group) {
    List<Completion> free =
        CompletionTable.holdFree(handle, group.stream().map(Ended::completion).toList());
    List<AttemptResult> results = CompletionTable.write(handle, free);
    Map<Completion, AttemptResult> written = new IdentityHashMap<>();
    for (int i = 0; i < free.size(); i++) {
      written.put(free.get(i), results.get(i));
    }
    return written;
  }

  /** On a thread of its own, which may have to wait. */
  private void writeApart(Ended one) {
    if (!threads.execute(() -> writeAlone(one))) {
      writeAlone(one);
    }
  }

  private void writeAlone(Ended one) {
    AttemptResult result;
    try {
      List<Completion> alone = List.of(one.completion());
      result =
          database
              .inTransaction(unit -> CompletionTable.write(unit.handle(), alone))
              .getFirst();
    } catch (RuntimeException e) {
      log.error("the end of an attempt could not be written down", e);
      result = new AttemptResult.Trouble(retryAfterTrouble.get());
    }
    one.then().accept(result);
  }

  private record Ended(Completion completion, Consumer<AttemptResult> then) {}
}
