package dev.tidings.bank.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that is pushed to, as its owner needs it.
 *
 * @param revision counts the changes after which an owner has to begin anew
 */
record Pushed(String subscriptionId, long revision, Breaker.State breaker) {

  static Pushed of(ResultSet row) throws SQLException {
    return new Pushed(
        row.getString("subscription_id"),
        row.getLong("revision"),
        new Breaker.State(
            instant(row, "breaker_opened_at"),
            instant(row, "failing_since"),
            row.getInt("probes"),
            instant(row, "probe_at")));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }
}
