package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.persistence.Batch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
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

  /** Revisions count from zero. */
  private static final long ANY_REVISION = Long.MAX_VALUE;

  /** Whether the notification comes to its end by it; else it is put off. */
  boolean settles() {
    return result instanceof AttemptResult.Settled;
  }

  /** Whether the TPP has it: true of whatever address it had. */
  boolean delivers() {
    return result instanceof AttemptResult.Settled settled
        && settled.status() == NotificationStatus.DELIVERED;
  }

  /** Sets what its row becomes, which row that is, the lease, and the revision. */
  void setTo(PreparedStatement row) throws SQLException {
    int next = 1;
    switch (result) {
      case AttemptResult.Settled end -> {
        row.setString(next++, end.status().name());
        row.setObject(next++, Batch.time(at));
      }
      case AttemptResult.RetryAt retry -> row.setObject(next++, Batch.time(retry.dueAt()));
      case AttemptResult.Disabled disabled -> row.setObject(next++, Batch.time(disabled.dueAt()));
      case AttemptResult.Trouble trouble -> row.setObject(next++, Batch.time(trouble.dueAt()));
      case AttemptResult.NotOurs _, AttemptResult.Disowned _ ->
          throw new IllegalStateException("nothing is to be written of " + result);
    }
    row.setInt(next++, outgoing.attempts() + (attempt == null ? 0 : 1));
    row.setString(next++, PlainText.of(reason, NotificationTable.REASON_LENGTH_MAX));
    row.setString(next++, outgoing.jti());
    lease.setTo(row, next);
    row.setLong(next + Lease.PARAMETERS, delivers() ? ANY_REVISION : outgoing.revision());
  }
}
