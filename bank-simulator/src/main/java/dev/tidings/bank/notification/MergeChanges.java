package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Tells the changes of an account that one refresh covers as one: the last of them, by its version,
 * when the time of the first is over. Thread-safe.
 */
final class MergeChanges {

  private final Duration window;

  /**
   * @param window for so long a changed balance waits for others; zero to merge nothing
   */
  MergeChanges(Duration window) {
    this.window = window;
  }

  /** The notification as it is to be queued; what it covers has its end by this. */
  Notification merged(Handle handle, Notification notification, Instant now) {
    if (window.isZero() || !(notification.cause().event() instanceof BalanceChanged)) {
      return notification;
    }
    List<Queued> waiting = waiting(handle, notification, now);
    long version = notification.cause().event().version();
    Optional<Queued> newest = waiting.stream().max(Comparator.comparingLong(Queued::version));
    if (newest.isPresent() && newest.get().version() > version) {
      return notification.merged(newest.get().jti()); // a past failure of the mediator, put back
    }
    end(handle, waiting, notification, now);
    return notification.due(
        waiting.stream()
            .map(Queued::dueAt)
            .min(Comparator.naturalOrder())
            .orElse(notification.cause().occurredAt().plus(window)));
  }

  /**
   * What waits for further changes of the same account: nothing of it was attempted, nor will be
   * before it is due.
   */
  private static List<Queued> waiting(Handle handle, Notification notification, Instant now) {
    return handle
        .createQuery(
            """
            select jti, event_key, event_version, due_at from notification
            where pending_for = :subscriptionId and event_key = :key
              and attempts = 0 and failures = 0 and due_at > :now
            order by pending_for, event_key, seq limit :limit
            """)
        .bind("subscriptionId", notification.subscription().subscriptionId())
        .bind("key", notification.cause().event().key())
        .bind("now", now)
        .bind("limit", Lane.WINDOW_MAX)
        .map((row, context) -> NotificationTable.queued(row))
        .list();
  }

  private static void end(Handle handle, List<Queued> older, Notification into, Instant now) {
    if (older.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            update notification set status = 'MERGED', reason = :reason, settled_at = :now
            where jti in (<jtis>) and status = 'PENDING'
            """)
        .bindList("jtis", older.stream().map(Queued::jti).toList())
        .bind("reason", reason(into.jti()))
        .bind("now", now)
        .execute();
  }

  /** What is kept of one that another covers. */
  static String reason(String newerJti) {
    return "merged into " + newerJti;
  }
}
