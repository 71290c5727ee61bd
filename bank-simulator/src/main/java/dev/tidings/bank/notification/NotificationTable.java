package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.persistence.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code notification}; what comes of attempts is written by {@link CompletionTable}. */
final class NotificationTable {

  /** The longest reason that is kept, in characters. */
  static final int REASON_LENGTH_MAX = 500;

  /**
   * The columns of {@link #outgoing}, in its order, of a notification n and its subscription s;
   * others may follow.
   */
  static final String OUTGOING =
      """
      n.jti, n.event_id, n.subscription_id, n.event_key, n.client_id, n.interaction_id,
        n.consent_ids,
        case when n.wishes is null or n.wishes >= s.wishes then n.signed_set end as signed_set,
        n.attempts, n.failures, n.round_at, s.revision,
        case when s.disabled_at is null then s.callback_url end as callback_url, s.stream\
      """;

  /** The column of {@link #OUTGOING} with the address. */
  private static final int CALLBACK_URL = 13;

  /** As {@link #CALLBACK_URL}, if it is ours to call; after all others. */
  private static final int OUR_URL = 15;

  private static final String INSERT =
      """
      insert into notification (jti, event_id, subscription_id, client_id, event_key,
        event_version, interaction_id, consent_ids, signed_set, wishes, attempts, round_at, due_at,
        occurred_at, created_at, status, reason, settled_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String FIND_PENDING =
      """
      select %s,
        case when s.disabled_at is null and s.revision = ? and %s then s.callback_url end as our_url
      from notification n join event_subscription s on s.subscription_id = n.subscription_id
      where n.jti = ? and n.status = 'PENDING'
      """
          .formatted(OUTGOING, Lease.HELD_PLAIN);

  private static final Pattern SPACE = Pattern.compile(" ");

  private NotificationTable() {}

  static void insert(Handle handle, List<Notification> notifications, Instant now) {
    Batch.execute(
        handle,
        INSERT,
        notifications,
        (row, one) -> {
          List<String> consentIds = one.consentIds();
          row.setString(1, one.jti());
          row.setString(2, one.cause().eventId());
          row.setString(3, one.subscription().subscriptionId());
          row.setString(4, one.subscription().clientId());
          row.setString(5, one.cause().event().key());
          row.setLong(6, one.cause().event().version());
          row.setString(7, one.cause().interactionId());
          row.setString(8, consentIds == null ? null : String.join(" ", consentIds));
          row.setString(9, one.signedSet());
          row.setLong(10, one.subscription().wishes());
          row.setObject(11, Batch.time(now));
          row.setObject(12, Batch.time(one.dueAt()));
          row.setObject(13, Batch.time(one.cause().occurredAt()));
          row.setObject(14, Batch.time(now));
          String newer = one.mergedInto();
          row.setString(
              15, (newer == null ? NotificationStatus.PENDING : NotificationStatus.MERGED).name());
          row.setString(16, newer == null ? null : MergeChanges.reason(newer));
          row.setObject(17, newer == null ? null : Batch.time(now), Types.TIMESTAMP_WITH_TIMEZONE);
        });
  }

  /**
   * The notification if it is still pending; without an address when its subscription is disabled,
   * has been enabled since this revision, or the lease is lost. By plain JDBC: every attempt begins
   * with it.
   */
  static Optional<Outgoing> findPending(
      Connection connection, String jti, long revision, Lease lease) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND_PENDING)) {
      query.setLong(1, revision);
      lease.setTo(query, 2);
      query.setString(2 + Lease.PARAMETERS, jti);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(outgoing(row, OUR_URL)) : Optional.empty();
      }
    }
  }

  /** Keeps a SET that was made for these wishes; the one that is kept, whoever made it first. */
  static String keepSet(Handle handle, String jti, String signedSet, long wishes) {
    handle
        .createUpdate(
            """
            update notification set signed_set = :signedSet, wishes = :wishes
            where jti = :jti and (signed_set is null or wishes < :wishes)
            """)
        .bind("signedSet", signedSet)
        .bind("wishes", wishes)
        .bind("jti", jti)
        .execute();
    return handle
        .select("select signed_set from notification where jti = ?", jti)
        .mapTo(String.class)
        .one();
  }

  /**
   * The oldest pending ones of a subscription that may leave by poll: whatever was attempted
   * before, and what is due. The rest may still be merged.
   *
   * @param leftOut keys without which they are read, at most {@link PendingTable#LEFT_OUT_MAX}
   */
  static List<Outgoing> oldestToPoll(
      Handle handle, String subscriptionId, Instant now, List<String> leftOut, int limit) {
    return PendingTable.without(
            leftOut,
            handle,
            """
            select %s from notification n
            join event_subscription s on s.subscription_id = n.subscription_id
            where n.pending_for = :subscriptionId %s
              and (n.attempts > 0 or n.failures > 0 or n.due_at <= :now)
            order by n.pending_for, n.seq limit :limit
            """
                .formatted(OUTGOING, "%s"))
        .bind("subscriptionId", subscriptionId)
        .bind("now", now)
        .bind("limit", limit)
        .map((row, context) -> outgoing(row))
        .list();
  }

  /** One more failure, of what stays pending. */
  static void countFailure(Handle handle, String jti, String reason) {
    handle.execute(
        """
        update notification set failures = failures + 1, reason = ?
        where jti = ? and status = 'PENDING'
        """,
        cut(reason),
        jti);
  }

  /** When the first of those that were not attempted yet is due. */
  static Optional<Instant> firstDue(Handle handle, String subscriptionId) {
    return handle
        .createQuery(
            """
            select min(due_at) from notification
            where pending_for = :subscriptionId and attempts = 0 and failures = 0
            """)
        .bind("subscriptionId", subscriptionId)
        .mapTo(Instant.class)
        .findOne();
  }

  /** The oldest pending ones of a subscription whose schedule of attempts began before. */
  static List<String> waitingSince(
      Handle handle, String subscriptionId, Instant before, int limit) {
    return handle
        .createQuery(
            """
            select jti from (
              select jti, round_at from notification
              where pending_for = :subscriptionId
              order by pending_for, seq limit :limit) oldest
            where round_at < :before
            """)
        .bind("subscriptionId", subscriptionId)
        .bind("limit", limit)
        .bind("before", before)
        .mapTo(String.class)
        .list();
  }

  /** Ends what is pending at the TPP's word, whoever owns it. */
  static void settlePolled(
      Handle handle,
      String subscriptionId,
      String jti,
      NotificationStatus status,
      Instant now,
      String reason) {
    handle
        .createUpdate(
            """
            update notification set status = :status, reason = :reason, settled_at = :now
            where jti = :jti and subscription_id = :subscriptionId and status = 'PENDING'
            """)
        .bind("status", status.name())
        .bind("reason", cut(reason))
        .bind("now", now)
        .bind("jti", jti)
        .bind("subscriptionId", subscriptionId)
        .execute();
  }

  /** All that waits for a further attempt of a subscription is due. */
  static void makeDue(Handle handle, String subscriptionId, Instant now) {
    handle
        .createUpdate(
            """
            update notification set due_at = :now
            where pending_for = :subscriptionId and due_at > :now
            """)
        .bind("now", now)
        .bind("subscriptionId", subscriptionId)
        .execute();
  }

  /** All that waits begins its schedule of attempts anew. */
  static void beginAnew(Handle handle, String subscriptionId, Instant now) {
    handle
        .createUpdate(
            """
            update notification set failures = 0, round_at = :now, due_at = :now
            where pending_for = :subscriptionId
            """)
        .bind("now", now)
        .bind("subscriptionId", subscriptionId)
        .execute();
  }

  /** One more attempt at what is settled already. */
  static void countAttempt(Handle handle, Outgoing outgoing) {
    handle.execute("update notification set attempts = attempts + 1 where jti = ?", outgoing.jti());
  }

  static void withholdAll(Handle handle, String subscriptionId, Instant now, String reason) {
    handle
        .createUpdate(
            """
            update notification set status = 'WITHHELD', reason = :reason, settled_at = :now
            where pending_for = :subscriptionId
            """)
        .bind("reason", reason)
        .bind("now", now)
        .bind("subscriptionId", subscriptionId)
        .execute();
  }

  static Queued queued(ResultSet row) throws SQLException {
    return new Queued(
        row.getString("jti"),
        row.getString("event_key"),
        row.getLong("event_version"),
        row.getTimestamp("due_at").toInstant());
  }

  private static @Nullable String cut(@Nullable String reason) {
    return reason == null ? null : PlainText.of(reason, REASON_LENGTH_MAX);
  }

  static Outgoing outgoing(ResultSet row) throws SQLException {
    return outgoing(row, CALLBACK_URL);
  }

  /** By number: H2 looks a name up in a map that it makes for each answer. */
  private static Outgoing outgoing(ResultSet row, int url) throws SQLException {
    String consentIds = row.getString(7);
    return new Outgoing(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        consentIds == null ? null : SPACE.splitAsStream(consentIds).toList(),
        row.getString(8),
        row.getInt(9),
        row.getInt(10),
        row.getObject(11, OffsetDateTime.class).toInstant(),
        row.getLong(12),
        row.getString(url),
        Stream.of(row.getString(14)));
  }
}
