package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import java.time.Instant;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt, still to be written down.
 *
 * @param outgoing as it was read before the attempt
 * @param lease by which it may be written
 * @param at when the attempt ended
 * @param attempt null when nothing was sent
 * @param reason why it ended so
 * @param result what it is once it is written
 */
record Completion(
    Outgoing outgoing,
    Lease lease,
    Instant at,
    @Nullable DeliveryAttempt attempt,
    String reason,
    AttemptResult result) {

  /** Whether the notification comes to its end by it; else it is put off. */
  boolean settles() {
    return result instanceof AttemptResult.Settled;
  }

  /** Binds what its row becomes. */
  void bindTo(PreparedBatch row) {
    switch (result) {
      case AttemptResult.Settled end -> row.bind("status", end.status().name()).bind("at", at);
      case AttemptResult.RetryAt retry -> row.bind("at", retry.dueAt());
      case AttemptResult.Disabled disabled -> row.bind("at", disabled.dueAt());
      case AttemptResult.NotOurs _, AttemptResult.Trouble _ ->
          throw new IllegalStateException("nothing is to be written of " + result);
    }
    row.bind("attempts", outgoing.attempts() + (attempt == null ? 0 : 1))
        .bind("reason", PlainText.of(reason, NotificationTable.REASON_LENGTH_MAX))
        .bind("jti", outgoing.jti());
  }
}
