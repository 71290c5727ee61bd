package dev.tidings.bank.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads transactions, newest first. Thread-safe. */
public final class Transactions {

  private static final Comparator<Transaction> NEWEST_FIRST =
      Comparator.comparing(Transaction::bookedAt)
          .thenComparing(Transaction::transactionId)
          .reversed();

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
  public record Query(
      Set<String> accountIds,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean credits,
      boolean debits,
      @Nullable Cursor after) {

    public Query {
      accountIds = Set.copyOf(accountIds);
    }
  }

  /** A place in the order newest first: stays right while transactions arrive. */
  public record Cursor(Instant bookedAt, String transactionId) {}

  /** What was booked in a time, in minor units; debits as a positive sum. */
  public record Turnover(long creditsMinor, long debitsMinor, long creditCount, long debitCount) {}

  /** What was booked on the account from one moment until before another. */
  public Turnover turnover(Handle handle, String accountId, Instant from, Instant until) {
    return handle
        .createQuery(
            """
            select cast(coalesce(sum(case when amount_minor >= 0 then amount_minor end), 0) as bigint),
              cast(coalesce(-sum(case when amount_minor < 0 then amount_minor end), 0) as bigint),
              count(case when amount_minor >= 0 then 1 end),
              count(case when amount_minor < 0 then 1 end)
            from account_transaction
            where account_id = :account and booked_at >= :from and booked_at < :until
              and status = 'BOOK'\
            """)
        .bind("account", accountId)
        .bind("from", SqlTime.of(from))
        .bind("until", SqlTime.of(until))
        .map((row, context) ->
            new Turnover(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .one();
  }

  /** The account's oldest booked transaction. */
  public Optional<Transaction> oldest(Handle handle, String accountId) {
    return handle
        .createQuery(
            TransactionRows.SELECT
                + """
                where account_id = :account and status = 'BOOK'
                order by account_id desc, booked_at, transaction_id fetch first 1 rows only\
                """)
        .bind("account", accountId)
        .map((row, context) -> TransactionRows.read(row))
        .findOne();
  }

  /** The transaction with this id. */
  public Optional<Transaction> find(Handle handle, String transactionId) {
    return handle
        .createQuery(TransactionRows.SELECT + "where transaction_id = :id")
        .bind("id", transactionId)
        .map((row, context) -> TransactionRows.read(row))
        .findOne();
  }

  /**
   * At most {@code limit} transactions that match, in the order newest first. Each account's part
   * is read along its index, so that a page costs the same at any depth.
   */
  public List<Transaction> page(Handle handle, Query query, int limit) {
    List<Transaction> merged = new ArrayList<>();
    for (String accountId : query.accountIds()) {
      merged.addAll(pageOf(handle, accountId, query, limit));
    }
    merged.sort(NEWEST_FIRST);
    return List.copyOf(merged.subList(0, Math.min(limit, merged.size())));
  }

  /**
   * The matching transactions nearest before a place, at most {@code limit}, in the order newest
   * first; the query's own cursor has no say. As cheap as {@link #page}.
   */
  public List<Transaction> pageBefore(Handle handle, Query query, Cursor before, int limit) {
    List<Transaction> merged = new ArrayList<>();
    for (String accountId : query.accountIds()) {
      merged.addAll(pageBeforeOf(handle, accountId, query, before, limit));
    }
    merged.sort(NEWEST_FIRST);
    return List.copyOf(merged.subList(Math.max(0, merged.size() - limit), merged.size()));
  }

  /** How many match, whatever the cursor. */
  public long count(Handle handle, Query query) {
    long count = 0;
    for (String accountId : query.accountIds()) {
      String sql = "select count(*) from account_transaction " + where(query, false);
      count += bind(handle, sql, accountId, query, false).mapTo(Long.class).one();
    }
    return count;
  }

  /** What is pending on the account since then, oldest first. */
  public List<Transaction> pendingSince(Handle handle, String accountId, Instant since) {
    return handle
        .createQuery(
            TransactionRows.SELECT
                + """
                where account_id = :account and booked_at >= :since and status = 'PDNG'
                order by booked_at, transaction_id\
                """)
        .bind("account", accountId)
        .bind("since", SqlTime.of(since))
        .map((row, context) -> TransactionRows.read(row))
        .list();
  }

  /** What is pending on the account, oldest first. */
  List<Transaction> pending(Handle handle, String accountId, int limit) {
    return handle
        .createQuery(
            TransactionRows.SELECT
                + """
                where account_id = :account and status = 'PDNG'
                order by booked_at, transaction_id fetch first :limit rows only\
                """)
        .bind("account", accountId)
        .bind("limit", limit)
        .map((row, context) -> TransactionRows.read(row))
        .list();
  }

  private static List<Transaction> pageOf(Handle handle, String accountId, Query query, int limit) {
    String sql =
        TransactionRows.SELECT
            + where(query, true)
            + """
            order by account_id, booked_at desc, transaction_id desc
            fetch first :limit rows only\
            """;
    return bind(handle, sql, accountId, query, true)
        .bind("limit", limit)
        .map((row, context) -> TransactionRows.read(row))
        .list();
  }

  private static List<Transaction> pageBeforeOf(
      Handle handle, String accountId, Query query, Cursor before, int limit) {
    String sql =
        TransactionRows.SELECT
            + where(query, false)
            + """
            and booked_at >= :at and (booked_at > :at or transaction_id > :id)
            order by account_id desc, booked_at, transaction_id
            fetch first :limit rows only\
            """;
    return bind(handle, sql, accountId, query, false)
        .bind("at", SqlTime.of(before.bookedAt()))
        .bind("id", before.transactionId())
        .bind("limit", limit)
        .map((row, context) -> TransactionRows.read(row))
        .list();
  }

  private static String where(Query query, boolean fromCursor) {
    StringBuilder where = new StringBuilder("where account_id = :account ");
    if (query.from() != null) {
      where.append("and booked_at >= :from ");
    }
    if (query.to() != null) {
      where.append("and booked_at <= :to ");
    }
    if (!query.credits()) {
      where.append("and amount_minor < 0 ");
    }
    if (!query.debits()) {
      where.append("and amount_minor >= 0 ");
    }
    if (fromCursor && query.after() != null) {
      where.append("and booked_at <= :at and (booked_at < :at or transaction_id < :id) ");
    }
    return where.toString();
  }

  private static org.jdbi.v3.core.statement.Query bind(
      Handle handle, String sql, String accountId, Query query, boolean fromCursor) {
    var statement = handle.createQuery(sql).bind("account", accountId);
    Instant from = query.from();
    if (from != null) {
      statement.bind("from", SqlTime.atOrAfter(from));
    }
    Instant to = query.to();
    if (to != null) {
      statement.bind("to", SqlTime.of(to));
    }
    Cursor after = query.after();
    if (fromCursor && after != null) {
      statement.bind("at", SqlTime.of(after.bookedAt())).bind("id", after.transactionId());
    }
    return statement;
  }
}
