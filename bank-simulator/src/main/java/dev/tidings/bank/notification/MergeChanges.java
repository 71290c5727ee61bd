package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Tells the changes of an account that one refresh covers as one: the last of them, when the time
 * of the first is over. Thread-safe.
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
    return notification.due(
        merge(handle, notification, now).orElse(notification.cause().occurredAt().plus(window)));
  }

  /**
   * Ends what waits for further changes of the same account, because this is one: nothing of it has
   * left, nor will before it is due. When the first of it was due; empty when nothing waits.
   */
  private static Optional<Instant> merge(Handle handle, Notification into, Instant now) {
    List<Queued> waiting =
        handle
            .createQuery(
                """
                select jti, event_key, event_version, due_at from notification
                where subscription_id = :subscriptionId and status = 'PENDING'
                  and event_key = :key and attempts = 0 and due_at > :now
                order by seq limit :limit
                """)
            .bind("subscriptionId", into.subscription().subscriptionId())
            .bind("key", into.cause().event().key())
            .bind("now", now)
            .bind("limit", Lane.WINDOW_MAX)
            .map((row, context) -> NotificationTable.queued(row))
            .list();
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    handle
        .createUpdate(
            """
            update notification set status = 'MERGED', reason = :reason, settled_at = :now
            where jti in (<jtis>) and status = 'PENDING'
            """)
        .bindList("jtis", waiting.stream().map(Queued::jti).toList())
        .bind("reason", "merged into " + into.jti())
        .bind("now", now)
        .execute();
    return waiting.stream().map(Queued::dueAt).min(Comparator.naturalOrder());
  }
}
