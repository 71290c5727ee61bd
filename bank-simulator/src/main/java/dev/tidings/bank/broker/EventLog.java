package dev.tidings.bank.broker;

import dev.tidings.persistence.UnitOfWork;

/** Where a producer writes down what happened, in the transaction that makes it true. */
public interface EventLog {

  /**
   * Appends the event and hands it to every interested processor, all with the unit's commit.
   *
   * @param interactionId of the request that causes it
   */
  void append(UnitOfWork unit, BusinessEvent event, String interactionId);
}
