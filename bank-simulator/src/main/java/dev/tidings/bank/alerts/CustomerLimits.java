package dev.tidings.bank.alerts;

import dev.tidings.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code alert_limits}. Thread-safe. */
public final class CustomerLimits {

  /** What the customer has set, else {@link AlertLimits#STANDARD}. */
  public AlertLimits of(Handle handle, String customerId) {
    return handle
        .createQuery(
            """
            select low_balance_minor, large_transaction_minor, salary_arrived
            from alert_limits where customer_id = :customerId
            """)
        .bind("customerId", customerId)
        .map((row, context) ->
            new AlertLimits(
                minor(row, "low_balance_minor"),
                minor(row, "large_transaction_minor"),
                row.getBoolean("salary_arrived")))
        .findOne()
        .orElse(AlertLimits.STANDARD);
  }

  /** Holds for what is judged from now on. */
  public void set(UnitOfWork unit, String customerId, AlertLimits limits) {
    unit.handle()
        .createUpdate(
            """
            insert into alert_limits (customer_id, low_balance_minor, large_transaction_minor,
              salary_arrived)
            values (:customerId, null, null, false) on conflict do nothing
            """)
        .bind("customerId", customerId)
        .execute();
    unit.handle()
        .createUpdate(
            """
            update alert_limits set low_balance_minor = :low, large_transaction_minor = :large,
              salary_arrived = :salary
            where customer_id = :customerId
            """)
        .bind("low", limits.lowBalanceMinor())
        .bind("large", limits.largeTransactionMinor())
        .bind("salary", limits.salaryArrived())
        .bind("customerId", customerId)
        .execute();
  }

  private static @Nullable Long minor(ResultSet row, String column) throws SQLException {
    long minor = row.getLong(column);
    return row.wasNull() ? null : minor;
  }
}
