package dev.tidings.bank.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A subscription's past that is sent once more, as the table {@code replay} keeps it.
 *
 * @param nextSeq the first that is still to be sent
 * @param lastSeq the last; what comes later is live
 * @param fromAt when the first of it happened
 * @param speed how many times faster than it happened
 */
record Replay(
    String replayId,
    String subscriptionId,
    long nextSeq,
    long lastSeq,
    Instant fromAt,
    double speed,
    Instant startedAt) {

  /** Replays under way at one time; further ones are refused. */
  static final int RUNNING_MAX = 16;

  /** When what happened then is to be sent. */
  Instant dueAt(Instant occurredAt) {
    long apartMs = Duration.between(fromAt, occurredAt).toMillis();
    return startedAt.plusMillis(Math.round(Math.max(0, apartMs) / speed));
  }

  void insert(Handle handle) {
    handle
        .createUpdate(
            """
            insert into replay (replay_id, subscription_id, next_seq, last_seq, from_at, speed,
              started_at, sent)
            values (:replayId, :subscriptionId, :nextSeq, :lastSeq, :fromAt, :speed, :startedAt, 0)
            """)
        .bind("replayId", replayId)
        .bind("subscriptionId", subscriptionId)
        .bind("nextSeq", nextSeq)
        .bind("lastSeq", lastSeq)
        .bind("fromAt", fromAt)
        .bind("speed", speed)
        .bind("startedAt", startedAt)
        .execute();
  }

  static List<Replay> running(Handle handle) {
    return handle
        .select(
            "select * from replay where ended_at is null order by started_at limit ?", RUNNING_MAX)
        .map((row, context) -> of(row))
        .list();
  }

  /** The next that was delivered once, with its place; empty when there is no more. */
  Optional<Step> next(Handle handle) {
    return handle
        .createQuery(
            """
            select %s from notification n
            join event_subscription s on s.subscription_id = n.subscription_id
            where n.subscription_id = :subscriptionId and n.status = 'DELIVERED'
              and n.seq between :nextSeq and :lastSeq
            order by n.seq limit 1
            """
                .formatted(NotificationTable.OUTGOING))
        .bind("subscriptionId", subscriptionId)
        .bind("nextSeq", nextSeq)
        .bind("lastSeq", lastSeq)
        .map((row, context) ->
            new Step(
                row.getLong("seq"),
                row.getTimestamp("occurred_at").toInstant(),
                NotificationTable.outgoing(row)))
        .findOne();
  }

  /** Goes past a step; false when somebody else already has. */
  boolean advance(Handle handle, Step step, boolean sent) {
    return handle.execute(
            """
            update replay set next_seq = ?, sent = sent + ?
            where replay_id = ? and next_seq = ? and ended_at is null
            """,
            step.seq() + 1,
            sent ? 1 : 0,
            replayId,
            nextSeq)
        == 1;
  }

  void end(Handle handle, Instant now, String reason) {
    handle.execute(
        "update replay set ended_at = ?, reason = ? where replay_id = ? and ended_at is null",
        now,
        PlainText.of(reason, NotificationTable.REASON_LENGTH_MAX),
        replayId);
  }

  private static Replay of(ResultSet row) throws SQLException {
    return new Replay(
        row.getString("replay_id"),
        row.getString("subscription_id"),
        row.getLong("next_seq"),
        row.getLong("last_seq"),
        row.getTimestamp("from_at").toInstant(),
        row.getDouble("speed"),
        row.getTimestamp("started_at").toInstant());
  }

  /** One notification of it. */
  record Step(long seq, Instant occurredAt, Outgoing outgoing) {}
}
