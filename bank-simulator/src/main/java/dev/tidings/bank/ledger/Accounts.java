package dev.tidings.bank.ledger;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads accounts and who holds them. */
public interface Accounts {

  Optional<Account> find(Handle handle, String accountId);

  /** The accounts with these ids, ordered by id; unknown ids are left out. */
  List<Account> findAll(Handle handle, List<String> accountIds);

  /** The accounts a customer holds, alone or jointly, ordered by id. */
  List<Account> heldBy(Handle handle, String customerId);

  /** Every account, ordered by id, after the given one; {@code ""} for the first page. */
  List<Account> page(Handle handle, String afterAccountId, int limit);
}
