package dev.tidings.bank.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads transactions, newest first. */
public interface Transactions {

  /** At most {@code limit} transactions that match, in the order newest first. */
  List<Transaction> page(Handle handle, Query query, int limit);

  /**
   * The matching transactions nearest before a place, at most {@code limit}, in the order newest
   * first; the query's own cursor has no say.
   */
  List<Transaction> pageBefore(Handle handle, Query query, Cursor before, int limit);

  /** How many match, whatever the cursor. */
  long count(Handle handle, Query query);

  /**
   * Which transactions are wanted.
   *
   * @param accountIds of these accounts
   * @param from booked at or after it; null for open
   * @param to booked at or before it; null for open
   * @param credits whether credits are wanted
   * @param debits whether debits are wanted
   * @param after only what comes after this one in the order; null for the start
   */
  record Query(
      Set<String> accountIds,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean credits,
      boolean debits,
      @Nullable Cursor after) {}

  /** A place in the order newest first: stays right while transactions arrive. */
  record Cursor(Instant bookedAt, String transactionId) {}
}
