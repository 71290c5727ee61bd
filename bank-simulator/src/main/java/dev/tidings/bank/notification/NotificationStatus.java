package dev.tidings.bank.notification;

/** How far a notification has come. */
enum NotificationStatus {
  /** Waits for its first or next attempt. */
  PENDING,
  /** The TPP has acknowledged it. */
  DELIVERED,
  /** The TPP may no longer know: nothing has left for it. */
  WITHHELD,
  /** A later change of the same account covers it; nothing has left for it. */
  MERGED,
  /** Given up. */
  UNDELIVERABLE
}
