package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The rows of {@code account_transaction}. */
final class TransactionRows {

  static final String SELECT =
      """
      select transaction_id, account_id, amount_minor, currency, status, kind, description,
        merchant_name, merchant_category_code, counterparty_name, counterparty_identification,
        reference, booked_at, balance_after_minor
      from account_transaction
      """;

  private static final String INSERT =
      """
      insert into account_transaction (transaction_id, account_id, amount_minor, currency, status,
        kind, description, merchant_name, merchant_category_code, counterparty_name,
        counterparty_identification, reference, against_account_id, booked_at, balance_after_minor)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  /** A transaction and the account on its other side. */
  record Row(Transaction transaction, String againstId) {}

  private TransactionRows() {}

  static void insert(Handle handle, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
      for (Row row : rows) {
        Transaction transaction = row.transaction();
        batch
            .bind(0, transaction.transactionId())
            .bind(1, transaction.accountId())
            .bind(2, transaction.amount().minor())
            .bind(3, transaction.amount().currency())
            .bind(4, transaction.status().name())
            .bind(5, transaction.kind().name())
            .bind(6, transaction.description())
            .bind(7, transaction.merchantName())
            .bind(8, transaction.merchantCategoryCode())
            .bind(9, transaction.counterpartyName())
            .bind(10, transaction.counterpartyIdentification())
            .bind(11, transaction.reference())
            .bind(12, row.againstId())
            .bind(13, SqlTime.of(transaction.bookedAt()))
            .bind(14, minor(transaction.balanceAfter()))
            .add();
      }
      batch.execute();
    }
  }

  /** Turns a pending row into a booked one. */
  static void book(Handle handle, Transaction booked) {
    handle
        .createUpdate(
            """
            update account_transaction
            set status = 'BOOK', booked_at = :at, balance_after_minor = :balance
            where transaction_id = :id\
            """)
        .bind("at", SqlTime.of(booked.bookedAt()))
        .bind("balance", minor(booked.balanceAfter()))
        .bind("id", booked.transactionId())
        .execute();
  }

  static String againstId(Handle handle, String transactionId) {
    return handle
        .createQuery("select against_account_id from account_transaction where transaction_id = ?")
        .bind(0, transactionId)
        .mapTo(String.class)
        .one();
  }

  static Transaction read(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    long balanceAfter = row.getLong("balance_after_minor");
    Money balance = row.wasNull() ? null : new Money(balanceAfter, currency);
    return new Transaction(
        row.getString("transaction_id"),
        row.getString("account_id"),
        new Money(row.getLong("amount_minor"), currency),
        Transaction.Status.valueOf(row.getString("status")),
        Transaction.Kind.valueOf(row.getString("kind")),
        row.getString("description"),
        row.getString("merchant_name"),
        row.getString("merchant_category_code"),
        row.getString("counterparty_name"),
        row.getString("counterparty_identification"),
        row.getString("reference"),
        SqlTime.read(row, "booked_at"),
        balance);
  }

  private static @Nullable Long minor(@Nullable Money money) {
    return money == null ? null : money.minor();
  }
}
