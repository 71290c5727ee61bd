package dev.tidings.bank.statement;

import dev.tidings.bank.ledger.Transactions.Turnover;
import dev.tidings.openbanking.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The rows of {@code statement}. Thread-safe. */
public final class Statements {

  private static final String SELECT =
      """
      select statement_id, account_id, starts_at, ends_at, currency, opening_minor, closing_minor,
        credits_minor, debits_minor, credit_count, debit_count
      from statement
      """;

  /** The statement with this id. */
  public Optional<Statement> find(Handle handle, String statementId) {
    return handle
        .createQuery(SELECT + "where statement_id = :id")
        .bind("id", statementId)
        .map((row, context) -> read(row))
        .findOne();
  }

  /**
   * Those of these accounts, ordered by account, the newest first.
   *
   * @param from that end at or after it; null for open
   * @param to that start at or before it; null for open
   */
  public List<Statement> of(
      Handle handle, Collection<String> accountIds, @Nullable Instant from, @Nullable Instant to) {
    if (accountIds.isEmpty()) {
      return List.of();
    }
    var query =
        handle
            .createQuery(
                SELECT
                    + "where account_id in (<ids>) "
                    + (from == null ? "" : "and ends_at > :from ")
                    + (to == null ? "" : "and starts_at <= :to ")
                    + "order by account_id, ends_at desc")
            .bindList("ids", List.copyOf(accountIds));
    if (from != null) {
      query.bind("from", from.atOffset(ZoneOffset.UTC));
    }
    if (to != null) {
      query.bind("to", to.atOffset(ZoneOffset.UTC));
    }
    return query.map((row, context) -> read(row)).list();
  }

  /** The account's newest. */
  Optional<Statement> last(Handle handle, String accountId) {
    return handle
        .createQuery(
            SELECT + "where account_id = :id order by ends_at desc fetch first 1 rows only")
        .bind("id", accountId)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Until when each of these accounts has statements; one without any is left out. */
  Map<String, Instant> closedUntil(Handle handle, Collection<String> accountIds) {
    return handle
        .createQuery(
            """
            select account_id, max(ends_at) as until from statement
            where account_id in (<ids>) group by account_id\
            """)
        .bindList("ids", List.copyOf(accountIds))
        .reduceRows(
            new HashMap<String, Instant>(),
            (found, row) -> {
              found.put(
                  row.getColumn("account_id", String.class),
                  row.getColumn("until", OffsetDateTime.class).toInstant());
              return found;
            });
  }

  void insert(Handle handle, List<Statement> statements) {
    if (statements.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into statement (statement_id, account_id, starts_at, ends_at, currency,
              opening_minor, closing_minor, credits_minor, debits_minor, credit_count, debit_count)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)) {
      for (Statement statement : statements) {
        batch
            .bind(0, statement.statementId())
            .bind(1, statement.accountId())
            .bind(2, statement.startsAt().atOffset(ZoneOffset.UTC))
            .bind(3, statement.endsAt().atOffset(ZoneOffset.UTC))
            .bind(4, statement.opening().currency())
            .bind(5, statement.opening().minor())
            .bind(6, statement.closing().minor())
            .bind(7, statement.turnover().creditsMinor())
            .bind(8, statement.turnover().debitsMinor())
            .bind(9, statement.turnover().creditCount())
            .bind(10, statement.turnover().debitCount())
            .add();
      }
      batch.execute();
    }
  }

  private static Statement read(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    return new Statement(
        row.getString("statement_id"),
        row.getString("account_id"),
        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
        row.getObject("ends_at", OffsetDateTime.class).toInstant(),
        new Money(row.getLong("opening_minor"), currency),
        new Money(row.getLong("closing_minor"), currency),
        new Turnover(
            row.getLong("credits_minor"),
            row.getLong("debits_minor"),
            row.getLong("credit_count"),
            row.getLong("debit_count")));
  }
}
