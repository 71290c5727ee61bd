package dev.tidings.bank.broker;

import dev.tidings.persistence.UnitOfWork;
import java.time.Duration;

/** Somebody inside the bank who acts on events. Thread-safe. */
public interface EventProcessor {

  /** Unique and stable: its place in the log is kept under this name. */
  String name();

  /** Asked inside the producer's transaction; must be quick and read nothing. */
  boolean interestedIn(BusinessEvent event);

  /**
   * Works out what is to be written, outside any transaction: the place for whatever is slow, such
   * as signing. May be called again for an event, and for several events at once.
   */
  Work prepare(LoggedEvent event);

  /**
   * Called before its next write when something may have been written in its name of which it was
   * not told: by another node, or by a transaction whose end is unknown.
   */
  default void resumed() {}

  /**
   * How long it lets events come together before it takes them, after it has waited for any: each
   * batch costs a commit. Zero to take each at once.
   */
  default Duration gathering() {
    return Duration.ZERO;
  }

  /** What a processor wants written because of one event. */
  @FunctionalInterface
  interface Work {

    /**
     * Writes in the transaction that also marks the event as done. The events of one key come in
     * the order of their versions. May be called again, if the transaction is tried again.
     */
    void write(UnitOfWork unit);
  }
}
