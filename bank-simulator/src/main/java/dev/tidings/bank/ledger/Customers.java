package dev.tidings.bank.ledger;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads customers. */
public interface Customers {

  Optional<Customer> find(Handle handle, String customerId);

  Optional<Customer> findByUsername(Handle handle, String username);

  /** All of them, ordered by id. */
  List<Customer> all(Handle handle);
}
