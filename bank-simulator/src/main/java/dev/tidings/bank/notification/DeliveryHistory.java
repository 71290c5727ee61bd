package dev.tidings.bank.notification;

import com.nimbusds.jwt.SignedJWT;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What became of an event on its way to the TPPs: to be read by whoever asks. Thread-safe. */
public final class DeliveryHistory {

  /** Attempts that are read of one notification, the latest. */
  public static final int ATTEMPTS_MAX = 50;

  /**
   * Whether a TPP was to be told, as it was decided.
   *
   * @param subscriptionId null when it had none
   * @param verdict {@code TOLD}, or what was missing
   * @param why the verdict in words
   * @param consentIds those that entitled it
   */
  public record Decided(
      String clientId,
      @Nullable String subscriptionId,
      String verdict,
      String why,
      List<String> consentIds) {}

  /** Everything that was decided about an event, at one moment. */
  public record Decisions(Instant at, List<Decided> decided) {}

  /**
   * A SET, and how far it has come.
   *
   * @param status {@code PENDING}, {@code DELIVERED}, {@code WITHHELD} …
   * @param reason the last thing that happened to it, in words
   * @param dueAt not to be attempted before
   * @param settledAt when it came to its end; null while it waits
   * @param header of the JWS; empty while the SET is not made yet
   * @param claims of the SET; empty as the header
   */
  public record Sent(
      String jti,
      String clientId,
      String subscriptionId,
      String status,
      @Nullable String reason,
      Instant createdAt,
      Instant dueAt,
      @Nullable Instant settledAt,
      Map<String, Object> header,
      Map<String, Object> claims,
      List<Attempt> attempts) {}

  /**
   * One push.
   *
   * @param attempt counts from one
   * @param status of the answer; null without one
   * @param answer how it begins
   */
  public record Attempt(
      int attempt,
      Instant startedAt,
      long durationMs,
      @Nullable Integer status,
      String outcome,
      @Nullable String answer) {}

  /** What was decided; nothing while the event still waits for it. */
  public Optional<Decisions> decisions(Handle handle, String eventId) {
    return DecisionTable.find(handle, eventId)
        .map(found ->
            new Decisions(
                found.at(),
                found.lines().stream()
                    .map(line ->
                        new Decided(
                            line.clientId(),
                            line.subscriptionId(),
                            line.verdict(),
                            line.why(),
                            line.consentIds()))
                    .toList()));
  }

  /** The SETs that tell of an event, in the order of their making. */
  public List<Sent> sent(Handle handle, String eventId) {
    return handle
        .createQuery(
            """
            select jti, client_id, subscription_id, status, reason, created_at, due_at, settled_at, signed_set
            from notification where event_id = :eventId order by seq limit :limit
            """)
        .bind("eventId", eventId)
        .bind("limit", DecisionTable.DECISIONS_MAX)
        .map((row, context) -> sent(row, attempts(handle, row.getString("jti"))))
        .list();
  }

  private static List<Attempt> attempts(Handle handle, String jti) {
    return handle
        .createQuery(
            """
            select attempt, started_at, duration_ms, status, outcome, answer
            from delivery_attempt where jti = :jti order by attempt desc limit :limit
            """)
        .bind("jti", jti)
        .bind("limit", ATTEMPTS_MAX)
        .map((row, context) -> attempt(row))
        .list()
        .reversed();
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    Integer answered = row.wasNull() ? null : status;
    return new Attempt(
        row.getInt("attempt"),
        row.getTimestamp("started_at").toInstant(),
        row.getLong("duration_ms"),
        answered,
        row.getString("outcome"),
        row.getString("answer"));
  }

  private static Sent sent(ResultSet row, List<Attempt> attempts) throws SQLException {
    var settledAt = row.getTimestamp("settled_at");
    String compact = row.getString("signed_set");
    try {
      SignedJWT set = compact == null ? null : SignedJWT.parse(compact);
      return new Sent(
          row.getString("jti"),
          row.getString("client_id"),
          row.getString("subscription_id"),
          row.getString("status"),
          row.getString("reason"),
          row.getTimestamp("created_at").toInstant(),
          row.getTimestamp("due_at").toInstant(),
          settledAt == null ? null : settledAt.toInstant(),
          set == null ? Map.of() : set.getHeader().toJSONObject(),
          set == null ? Map.of() : set.getPayload().toJSONObject(),
          attempts);
    } catch (ParseException e) {
      throw new IllegalStateException("the table holds an unreadable SET", e);
    }
  }
}
