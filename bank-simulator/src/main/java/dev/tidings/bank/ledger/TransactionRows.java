package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The rows of {@code account_transaction}. */
final class TransactionRows {

  static final String SELECT =
      """
      select transaction_id, account_id, amount_minor, currency, status, kind, description,
        merchant_name, merchant_category_code, counterparty_name, counterparty_identification,
        reference, booked_at, balance_after_minor, instructed_minor, instructed_currency,
        exchange_rate_millionths
      from account_transaction
      """;

  private static final String INSERT =
      """
      insert into account_transaction (transaction_id, account_id, amount_minor, currency, status,
        kind, description, merchant_name, merchant_category_code, counterparty_name,
        counterparty_identification, reference, against_account_id, booked_at, balance_after_minor,
        instructed_minor, instructed_currency, exchange_rate_millionths)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  /** A transaction and the account on its other side. */
  record Row(Transaction transaction, String againstId) {}

  private TransactionRows() {}

  static void insert(Handle handle, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement batch = handle.getConnection().prepareStatement(INSERT)) {
      for (Row row : rows) {
        Transaction transaction = row.transaction();
        batch.setString(1, transaction.transactionId());
        batch.setString(2, transaction.accountId());
        batch.setLong(3, transaction.amount().minor());
        batch.setString(4, transaction.amount().currency());
        batch.setString(5, transaction.status().name());
        batch.setString(6, transaction.kind().name());
        batch.setString(7, transaction.description());
        batch.setString(8, transaction.merchantName());
        batch.setString(9, transaction.merchantCategoryCode());
        batch.setString(10, transaction.counterpartyName());
        batch.setString(11, transaction.counterpartyIdentification());
        batch.setString(12, transaction.reference());
        batch.setString(13, row.againstId());
        batch.setObject(14, SqlTime.of(transaction.bookedAt()));
        batch.setObject(15, minor(transaction.balanceAfter()), Types.BIGINT);
        CurrencyExchange exchange = transaction.exchange();
        Money instructed = exchange == null ? null : exchange.instructed();
        batch.setObject(16, minor(instructed), Types.BIGINT);
        batch.setString(17, instructed == null ? null : instructed.currency());
        batch.setObject(18, exchange == null ? null : exchange.rateMillionths(), Types.BIGINT);
        batch.addBatch();
      }
      batch.executeBatch();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
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
        balance,
        exchange(row));
  }

  private static @Nullable CurrencyExchange exchange(ResultSet row) throws SQLException {
    String currency = row.getString("instructed_currency");
    return currency == null
        ? null
        : new CurrencyExchange(
            new Money(row.getLong("instructed_minor"), currency),
            row.getLong("exchange_rate_millionths"));
  }

  private static @Nullable Long minor(@Nullable Money money) {
    return money == null ? null : money.minor();
  }
}
