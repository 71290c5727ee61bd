package dev.tidings.bank.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How each subscription is doing, as the operator is shown it. */
final class SubscriptionHealth {

  /** Subscriptions in one list. */
  static final int LISTED_MAX = 1_000;

  private SubscriptionHealth() {}

  static List<Map<String, Object>> all(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select s.*,
              (select count(*) from notification n where n.pending_for = s.subscription_id)
                as backlog,
              (select min(due_at) from notification n where n.pending_for = s.subscription_id)
                as oldest_due,
              (select count(*) from notification n where n.subscription_id = s.subscription_id
                and n.status = 'UNDELIVERABLE') as dead_letters
            from event_subscription s order by s.created_at, s.subscription_id limit :limit
            """)
        .bind("limit", LISTED_MAX)
        .map((row, context) -> of(row, now))
        .list();
  }

  private static Map<String, Object> of(ResultSet row, Instant now) throws SQLException {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("subscriptionId", row.getString("subscription_id"));
    health.put("clientId", row.getString("client_id"));
    put(health, "callbackUrl", row.getString("callback_url"));
    put(health, "eventTypes", row.getString("event_types"));
    health.put("encoding", row.getString("encoding"));
    put(health, "content", row.getString("content"));
    put(health, "thresholds", row.getString("thresholds"));
    health.put("state", row.getTimestamp("disabled_at") == null ? "ENABLED" : "DISABLED");
    put(health, "disabledAt", instant(row, "disabled_at"));
    put(health, "reason", row.getString("disabled_reason"));
    health.put("breaker", breaker(row, now));
    put(health, "failingSince", instant(row, "failing_since"));
    put(health, "probeAt", instant(row, "probe_at"));
    health.put("backlog", row.getLong("backlog"));
    put(health, "oldestDue", instant(row, "oldest_due"));
    health.put("deadLetters", row.getLong("dead_letters"));
    return health;
  }

  private static String breaker(ResultSet row, Instant now) throws SQLException {
    if (row.getTimestamp("breaker_opened_at") == null) {
      return "CLOSED";
    }
    Instant probeAt = instant(row, "probe_at");
    return probeAt != null && probeAt.isAfter(now) ? "OPEN" : "HALF_OPEN";
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static void put(Map<String, Object> health, String name, @Nullable Object value) {
    if (value != null) {
      health.put(name, value);
    }
  }
}
