package dev.tidings.bank.notification;

import dev.tidings.persistence.Database;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what came of attempts, and says so after the commit. Those that end while a group is
 * being written are the next group: the busier the bank, the more share a commit, and an idle one
 * waits for nobody. Thread-safe.
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

  /** All together; one by one if they fail together, so that none suffers for another. */
  private void write(List<Ended> group) {
    List<AttemptResult> results;
    try {
      List<Completion> completions = group.stream().map(Ended::completion).toList();
      results =
          database.inTransaction(unit -> CompletionTable.write(unit.handle(), completions));
    } catch (RuntimeException e) {
      if (group.size() > 1) {
        log.debug("a group of {} failed, now one by one", group.size(), e);
        group.forEach(one -> write(List.of(one)));
      } else {
        log.error("the end of an attempt could not be written down", e);
        group.getFirst().then().accept(new AttemptResult.Trouble(retryAfterTrouble.get()));
      }
      return;
    }
    for (int i = 0; i < group.size(); i++) {
      group.get(i).then().accept(results.get(i));
    }
  }

  private record Ended(Completion completion, Consumer<AttemptResult> then) {}
}
