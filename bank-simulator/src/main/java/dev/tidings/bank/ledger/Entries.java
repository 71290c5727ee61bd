package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Both sides of postings, collected and then written in one batch. Not thread-safe. */
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
    try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
      for (Entry entry : entries) {
        batch
            .bind(0, entry.postingId())
            .bind(1, entry.layer().name())
            .bind(2, entry.accountId())
            .bind(3, entry.amount().minor())
            .bind(4, entry.amount().currency())
            .bind(5, SqlTime.of(entry.at()))
            .add();
      }
      batch.execute();
    }
  }
}
