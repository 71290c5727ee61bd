package dev.tidings.bank.notification;

import java.time.Instant;

/** How an attempt ended for its notification. */
sealed interface AttemptResult {

  /** It has come to its end. */
  record Settled(NotificationStatus status) implements AttemptResult {}

  /** It is to be tried again. */
  record RetryAt(Instant dueAt, String reason) implements AttemptResult {}

  /** It is no longer pending, or somebody else looks after it; nothing was written. */
  record NotOurs() implements AttemptResult {}
}
