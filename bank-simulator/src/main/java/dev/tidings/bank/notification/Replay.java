package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Leases;
import dev.tidings.persistence.Batch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's past that is sent once more, as the table {@code replay} keeps it.
 *
 * @param nextSeq the first that is still to be sent
 * @param lastSeq the last; what comes later is live
 * @param fromAt when the first of it happened
 * @param speed how many times faster than it happened
 * @param failures in a row
 * @param notBefore when it goes on after a failure, or is looked at again; null when nothing is
 *     wrong
 */
record Replay(
    String replayId,
    String subscriptionId,
    long nextSeq,
    long lastSeq,
    Instant fromAt,
    double speed,
    Instant startedAt,
    int failures,
    @Nullable Instant notBefore) {

  /** Replays under way at one time; further ones are refused. */
  static final int RUNNING_MAX = 16;

  /** From its first, and without a failure yet. */
  static Replay of(
      String subscriptionId,
      long firstSeq,
      long lastSeq,
      Instant fromAt,
      double speed,
      Instant startedAt) {
    String id = UUID.randomUUID().toString();
    return new Replay(id, subscriptionId, firstSeq, lastSeq, fromAt, speed, startedAt, 0, null);
  }

  /** Whether it is not to be looked at yet. */
  boolean isHeld(Instant now) {
    return notBefore != null && notBefore.isAfter(now);
  }

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

  /** Under this name one node works on it. */
  static String leaseName(String replayId) {
    return "replay:" + replayId;
  }

  /** Deletes those that ended before, and their leases; whether there may be more. */
  static boolean forget(Handle handle, Instant endedBefore, int limit) {
    List<String> ids =
        handle
            .select("select replay_id from replay where ended_at < ? limit ?", endedBefore, limit)
            .mapTo(String.class)
            .list();
    Leases.forget(handle, ids.stream().map(Replay::leaseName).toList());
    Batch.execute(
        handle, "delete from replay where replay_id = ?", ids, (row, id) -> row.setString(1, id));
    return ids.size() == limit;
  }

  static Optional<Replay> findRunning(Handle handle, String replayId) {
    return handle
        .select("select * from replay where replay_id = ? and ended_at is null", replayId)
        .map((row, context) -> of(row))
        .findOne();
  }

  /** The next that was delivered once, with its place; empty when there is no more. */
  Optional<Step> next(Handle handle) {
    return handle
        .createQuery(
            """
            select %s, n.seq, n.occurred_at, s.disabled_at, s.breaker_opened_at from notification n
            join event_subscription s on s.subscription_id = n.subscription_id
            where n.subscription_id = :subscriptionId and n.status = 'DELIVERED'
              and n.seq between :nextSeq and :lastSeq
            order by n.status, n.seq limit 1
            """
                .formatted(NotificationTable.OUTGOING))
        .bind("subscriptionId", subscriptionId)
        .bind("nextSeq", nextSeq)
        .bind("lastSeq", lastSeq)
        .map((row, context) ->
            new Step(
                row.getLong("seq"),
                row.getTimestamp("occurred_at").toInstant(),
                NotificationTable.outgoing(row),
                row.getTimestamp("disabled_at") != null,
                row.getTimestamp("breaker_opened_at") != null))
        .findOne();
  }

  /** Goes past a step; false when somebody else already has. */
  boolean advance(Handle handle, Step step, Passed passed) {
    return handle.execute(
            """
            update replay set next_seq = ?, sent = sent + ?, rejected = rejected + ?, failures = 0,
              not_before = null
            where replay_id = ? and next_seq = ? and ended_at is null
            """,
            step.seq() + 1,
            passed == Passed.SENT ? 1 : 0,
            passed == Passed.REJECTED ? 1 : 0,
            replayId,
            nextSeq)
        == 1;
  }

  /** Puts the next step off; does nothing when somebody else has gone past it. */
  void hold(Handle handle, int failuresNow, Instant until) {
    handle.execute(
        """
        update replay set failures = ?, not_before = ?
        where replay_id = ? and next_seq = ? and ended_at is null
        """,
        failuresNow,
        until,
        replayId,
        nextSeq);
  }

  /** False when it has ended before. */
  boolean end(Handle handle, Instant now, String reason) {
    return handle.execute(
            "update replay set ended_at = ?, reason = ? where replay_id = ? and ended_at is null",
            now,
            PlainText.of(reason, NotificationTable.REASON_LENGTH_MAX),
            replayId)
        == 1;
  }

  private static Replay of(ResultSet row) throws SQLException {
    Timestamp notBefore = row.getTimestamp("not_before");
    return new Replay(
        row.getString("replay_id"),
        row.getString("subscription_id"),
        row.getLong("next_seq"),
        row.getLong("last_seq"),
        row.getTimestamp("from_at").toInstant(),
        row.getDouble("speed"),
        row.getTimestamp("started_at").toInstant(),
        row.getInt("failures"),
        notBefore == null ? null : notBefore.toInstant());
  }

  /**
   * One notification of it.
   *
   * @param disabled whether nothing is pushed to its subscription at present
   * @param failing whether all but probes is held back from the endpoint
   */
  record Step(long seq, Instant occurredAt, Outgoing outgoing, boolean disabled, boolean failing) {}

  /** Why it goes past a step. */
  enum Passed {
    SENT,
    /** The TPP says that it will never take it. */
    REJECTED,
    /** The TPP may not know it any more. */
    WITHHELD
  }
}
