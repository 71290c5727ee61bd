package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Both sides of postings, collected and then written in one batch; of plain JDBC, for a bank is
 * seeded with thousands. Not thread-safe.
 */
final class Entries {

  private static final String INSERT =
      """
      insert into entry (posting_id, layer, account_id, amount_minor, currency, entered_at)
      values (?, ?, ?, ?, ?, ?)\
      """;

  private record Entry(
      String postingId, Transaction.Status layer, String accountId, Money amount, Instant at) {}

  private final List<Entry> entries = new ArrayList<>();

  /**
   * Gives {@code amount} to one account and takes it from another: the sum stays zero.
   *
   * @param amount negative for the other way round
   */
  void add(
      String postingId,
      Transaction.Status layer,
      String accountId,
      Money amount,
      String againstId,
      Instant at) {
    entries.add(new Entry(postingId, layer, accountId, amount, at));
    entries.add(new Entry(postingId, layer, againstId, amount.negate(), at));
  }

  void write(Handle handle) {
    if (entries.isEmpty()) {
      return;
    }
    try (PreparedStatement batch = handle.getConnection().prepareStatement(INSERT)) {
      for (Entry entry : entries) {
        batch.setString(1, entry.postingId());
        batch.setString(2, entry.layer().name());
        batch.setString(3, entry.accountId());
        batch.setLong(4, entry.amount().minor());
        batch.setString(5, entry.amount().currency());
        batch.setObject(6, SqlTime.of(entry.at()));
        batch.addBatch();
      }
      batch.executeBatch();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }
}
