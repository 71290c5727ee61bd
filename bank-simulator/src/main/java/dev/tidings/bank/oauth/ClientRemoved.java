package dev.tidings.bank.oauth;

import dev.tidings.persistence.UnitOfWork;

/** What else goes with a client. */
@FunctionalInterface
public interface ClientRemoved {

  /** Done in the transaction that removes the client. */
  void removed(UnitOfWork unit, String clientId);
}
