package dev.tidings.bank.notification;

import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/**
 * Deletes what came to its end long ago: notifications with their attempts, decisions, replays; and
 * ends what nobody fetches. Thread-safe.
 */
final class ForgetSettled {

  /**
   * How long a notification is kept after its end, a dead letter too: the longest time back that
   * can be replayed or put back, and many times as long as it may take to deliver one.
   */
  static final Duration NOTIFICATIONS_KEPT = Duration.ofDays(30);

  /** How long it is known who was told, and why; replays that have ended as well. */
  static final Duration DECISIONS_KEPT = Duration.ofDays(30);

  /**
   * How long a notification waits for a TPP that neither polls nor can be pushed to; then it is a
   * dead letter. What is pushed has its end sooner, by the policy.
   */
  static final Duration WAITING_KEPT = Duration.ofDays(30);

  /** The least time between two runs that find nothing more. */
  static final Duration INTERVAL = Duration.ofHours(1);

  /** Rows of each table that one run deletes. */
  static final int ROWS_MAX = 1_000;

  private final Database database;
  private final InstantSource clock;
  private final AtomicReference<Instant> nextAt = new AtomicReference<>(Instant.MIN);

  ForgetSettled(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Runs if the last time is long enough ago, or has left something. */
  void ifDue() {
    Instant now = clock.instant();
    Instant due = nextAt.get();
    if (!now.isBefore(due) && nextAt.compareAndSet(due, now.plus(INTERVAL)) && once()) {
      nextAt.set(now);
    }
  }

  /** Deletes at most {@link #ROWS_MAX} of each; whether there may be more. */
  boolean once() {
    Instant now = clock.instant();
    return database.inTransaction(unit -> {
      orphans(unit.handle(), now);
      boolean more = waiting(unit.handle(), now);
      more |= notifications(unit.handle(), now.minus(NOTIFICATIONS_KEPT));
      more |= decisions(unit.handle(), now.minus(DECISIONS_KEPT));
      more |= Replay.forget(unit.handle(), now.minus(DECISIONS_KEPT), ROWS_MAX);
      return more;
    });
  }

  private static boolean notifications(Handle handle, Instant before) {
    List<String> jtis =
        handle
            .select(
                """
                select jti from notification where settled_at < ? and status <> 'PENDING'
                order by settled_at limit ?
                """,
                before,
                ROWS_MAX)
            .mapTo(String.class)
            .list();
    delete(handle, "delete from delivery_attempt where jti in (<ids>)", jtis);
    delete(handle, "delete from notification where jti in (<ids>)", jtis);
    return jtis.size() == ROWS_MAX;
  }

  /** What was decided before its subscription was deleted, and written after. */
  private static void orphans(Handle handle, Instant now) {
    handle.execute(
        """
        update notification set status = 'WITHHELD', reason = 'its subscription is gone',
          settled_at = ?
        where status = 'PENDING' and not exists (
          select 1 from event_subscription s
          where s.subscription_id = notification.subscription_id)
        """,
        now);
  }

  private static boolean waiting(Handle handle, Instant now) {
    boolean more = false;
    for (String subscriptionId : Subscriptions.ids(handle)) {
      List<String> jtis =
          NotificationTable.waitingSince(handle, subscriptionId, now.minus(WAITING_KEPT), ROWS_MAX);
      for (String jti : jtis) {
        NotificationTable.settlePolled(
            handle,
            subscriptionId,
            jti,
            NotificationStatus.UNDELIVERABLE,
            now,
            "nobody fetched it for " + WAITING_KEPT.toDays() + " days");
      }
      more |= jtis.size() == ROWS_MAX;
    }
    return more;
  }

  private static boolean decisions(Handle handle, Instant before) {
    List<String> eventIds =
        handle
            .select(
                """
                select event_id from notification_decision where decided_at < ?
                order by decided_at limit ?
                """,
                before,
                ROWS_MAX)
            .mapTo(String.class)
            .list();
    delete(handle, "delete from notification_decision where event_id in (<ids>)", eventIds);
    return eventIds.size() == ROWS_MAX;
  }

  private static void delete(Handle handle, String sql, List<String> ids) {
    if (!ids.isEmpty()) {
      handle.createUpdate(sql).bindList("ids", ids).execute();
    }
  }
}
