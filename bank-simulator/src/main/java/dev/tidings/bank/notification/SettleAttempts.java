package dev.tidings.bank.notification;

import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what came of attempts, and says so after the commit. The first that ends is written
 * at once; those that end meanwhile are the next group, which waits a moment for more. So the
 * busier the bank, the more share a commit, and an idle one waits for nobody. One whose row
 * somebody else is at work on is written apart. Thread-safe.
 */
final class SettleAttempts {

  /** Attempts written in one transaction. */
  static final int GROUP_MAX = 256;

  /** How long a group waits for more, if it follows another one. */
  static final Duration GATHERING = Duration.ofMillis(50);

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
    Ended ended = new Ended(completion, then);
    if (completion.result() instanceof AttemptResult.Disabled) {
      writeApart(ended); // it may have to wait for who is changing the subscription
      return;
    }
    synchronized (waiting) {
      waiting.add(ended);
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
        gather();
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

  private void gather() {
    int size;
    synchronized (waiting) {
      size = waiting.size();
    }
    if (size > 0 && size < GROUP_MAX) {
      LockSupport.parkNanos(GATHERING.toNanos());
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
    Written written;
    try {
      written = database.inTransaction(unit -> writeFree(unit.handle(), group));
    } catch (RuntimeException | Error e) {
      log.debug("a group of {} failed, now one by one", group.size(), e);
      group.forEach(this::writeApart);
      return;
    }
    for (int i = 0; i < written.ended().size(); i++) {
      tell(written.ended().get(i), written.results().get(i));
    }
    if (written.ended().size() < group.size()) { // seldom, and it compares each with each
      List<Ended> rest = new ArrayList<>(group);
      rest.removeAll(written.ended());
      rest.forEach(this::writeApart);
    }
  }

  private static Written writeFree(Handle handle, List<Ended> group) {
    List<Ended> free = CompletionTable.holdFree(handle, group, Ended::jti);
    return new Written(
        free, CompletionTable.write(handle, free.stream().map(Ended::completion).toList()));
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
      result = database.inTransaction(unit -> writeHeld(unit.handle(), one));
    } catch (RuntimeException | Error e) {
      log.error("the end of the attempt at {} could not be written down", one.jti(), e);
      result = new AttemptResult.Trouble(retryAfterTrouble.get());
    }
    tell(one, result);
  }

  private static AttemptResult writeHeld(Handle handle, Ended one) {
    List<Ended> held = CompletionTable.hold(handle, List.of(one), Ended::jti);
    return held.isEmpty()
        ? new AttemptResult.NotOurs()
        : CompletionTable.write(handle, List.of(one.completion())).getFirst();
  }

  /** What goes wrong with one must not end the writing of the others. */
  private static void tell(Ended one, AttemptResult result) {
    try {
      one.then().accept(result);
    } catch (RuntimeException e) {
      log.error("the end of the attempt at {} was not taken in", one.jti(), e);
    }
  }

  private record Written(List<Ended> ended, List<AttemptResult> results) {}

  private record Ended(Completion completion, Consumer<AttemptResult> then) {

    String jti() {
      return completion.outgoing().jti();
    }
  }
}
