package dev.tidings.bank.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an attempt ended for its notification. */
sealed interface AttemptResult {

  /**
   * It has come to its end.
   *
   * @param sign of the endpoint's health
   */
  record Settled(NotificationStatus status, Sign sign) implements AttemptResult {}

  /**
   * It is to be tried again.
   *
   * @param pauseUntil when the TPP asked for a pause, its end
   */
  record RetryAt(Instant dueAt, String reason, @Nullable Instant pauseUntil)
      implements AttemptResult {}

  /** The bank itself failed; it is put off, in the table too if that could be written. */
  record Trouble(Instant dueAt) implements AttemptResult {}

  /** It waits until its subscription, which is now disabled, is enabled again. */
  record Disabled(Instant dueAt, String reason) implements AttemptResult {}

  /** It is no longer pending, or somebody else looks after it; nothing was written. */
  record NotOurs() implements AttemptResult {}

  /** Its subscription is disabled, changed or somebody else's: nothing was sent. */
  record Disowned() implements AttemptResult {}

  /** What an attempt tells of the endpoint. */
  enum Sign {
    /** It does its work. */
    WELL,
    /** It does not. */
    FAILING,
    /** Nothing was sent. */
    NONE
  }
}
