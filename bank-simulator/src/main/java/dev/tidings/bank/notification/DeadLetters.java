package dev.tidings.bank.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The notifications that were given up, and their way back into the queue. */
final class DeadLetters {

  /** Dead letters in one list, and put back at one time. */
  static final int BATCH_MAX = 500;

  private DeadLetters() {}

  /** The oldest, of one subscription or of all. */
  static List<Map<String, Object>> list(Handle handle, @Nullable String subscriptionId) {
    return handle
        .createQuery(
            """
            select * from notification
            where status = 'UNDELIVERABLE' and (%s) order by status, seq limit :limit
            """
                .formatted(subscriptionId == null ? "1 = 1" : "subscription_id = :subscriptionId"))
        .bindMap(subscriptionId == null ? Map.of() : Map.of("subscriptionId", subscriptionId))
        .bind("limit", BATCH_MAX)
        .map((row, context) -> summary(row))
        .list();
  }

  /** One with its SET and every attempt; empty when it is none. */
  static Optional<Map<String, Object>> find(Handle handle, String jti) {
    return handle
        .select("select * from notification where jti = ? and status = 'UNDELIVERABLE'", jti)
        .map((row, context) -> {
          Map<String, Object> letter = summary(row);
          letter.put("signedSet", Objects.requireNonNullElse(row.getString("signed_set"), ""));
          return letter;
        })
        .findOne()
        .map(letter -> {
          letter.put("attempts", attempts(handle, jti));
          return letter;
        });
  }

  /** Puts one back; the id of its subscription, empty when it is none or the subscription gone. */
  static Optional<String> redrive(Handle handle, String jti, Instant now) {
    Optional<String> subscriptionId =
        handle
            .select(
                """
                select n.subscription_id from notification n
                join event_subscription s on s.subscription_id = n.subscription_id
                where n.jti = ? and n.status = 'UNDELIVERABLE'
                """,
                jti)
            .mapTo(String.class)
            .findOne();
    return subscriptionId.filter(_ -> putBack(handle, List.of(jti), now) == 1);
  }

  /** Puts back those that happened in a time, at most {@link #BATCH_MAX}; how many. */
  static int redrive(Handle handle, String subscriptionId, Instant from, Instant to, Instant now) {
    List<String> jtis =
        handle
            .select(
                """
                select jti from notification where subscription_id = ? and status = 'UNDELIVERABLE'
                  and occurred_at >= ? and occurred_at < ? order by status, seq limit ?
                """,
                subscriptionId,
                from,
                to,
                BATCH_MAX)
            .mapTo(String.class)
            .list();
    return jtis.isEmpty() ? 0 : putBack(handle, jtis, now);
  }

  private static int putBack(Handle handle, List<String> jtis, Instant now) {
    return handle
        .createUpdate(
            """
            update notification set status = 'PENDING', failures = 0, round_at = :now,
              due_at = :now, settled_at = null
            where jti in (<jtis>) and status = 'UNDELIVERABLE'
            """)
        .bindList("jtis", jtis)
        .bind("now", now)
        .execute();
  }

  private static Map<String, Object> summary(ResultSet row) throws SQLException {
    Map<String, Object> letter = new LinkedHashMap<>();
    letter.put("jti", row.getString("jti"));
    letter.put("eventId", row.getString("event_id"));
    letter.put("subscriptionId", row.getString("subscription_id"));
    letter.put("clientId", row.getString("client_id"));
    letter.put("key", row.getString("event_key"));
    letter.put("version", row.getLong("event_version"));
    letter.put("attemptCount", row.getInt("attempts"));
    letter.put("reason", String.valueOf(row.getString("reason")));
    letter.put("occurredAt", row.getTimestamp("occurred_at").toInstant());
    letter.put("settledAt", row.getTimestamp("settled_at").toInstant());
    return letter;
  }

  private static List<Map<String, Object>> attempts(Handle handle, String jti) {
    return handle
        .select("select * from delivery_attempt where jti = ? order by attempt", jti)
        .map((row, context) -> {
          Map<String, Object> attempt = new LinkedHashMap<>();
          attempt.put("attempt", row.getInt("attempt"));
          attempt.put("startedAt", row.getTimestamp("started_at").toInstant());
          attempt.put("durationMs", row.getLong("duration_ms"));
          int status = row.getInt("status");
          if (!row.wasNull()) {
            attempt.put("status", status);
          }
          attempt.put("outcome", row.getString("outcome"));
          String answer = row.getString("answer");
          if (answer != null) {
            attempt.put("answer", answer);
          }
          return attempt;
        })
        .list();
  }
}
