package dev.tidings.bank.arrangement;

import dev.tidings.openbanking.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * An agreement to pay from an account, once or again and again.
 *
 * @param low the least that is paid each time; equal to {@code high} for a fixed sum
 * @param firstPaidAt null while nothing was paid; likewise the last
 * @param nextDueAt null when nothing is due any more
 */
public record Arrangement(
    String arrangementId,
    String accountId,
    Kind kind,
    Status status,
    Payee payee,
    String reference,
    Money low,
    Money high,
    Recurrence recurrence,
    @Nullable Instant firstPaidAt,
    @Nullable Instant lastPaidAt,
    @Nullable Money lastPaid,
    @Nullable Instant nextDueAt) {

  /** What sort of agreement. */
  public enum Kind {
    STANDING_ORDER,
    DIRECT_DEBIT,
    SCHEDULED_PAYMENT
  }

  /** The standard's codes: active, and expired once nothing is due any more. */
  public enum Status {
    ACTV,
    EXPI
  }

  /** Whether the same sum is paid each time. */
  public boolean isFixed() {
    return low.equals(high) && !payee.clearsDebt();
  }

  /**
   * The same after what was due was seen to.
   *
   * @param paid null when there was nothing to pay
   */
  Arrangement executed(@Nullable Money paid, Instant at) {
    Instant next = nextAfterThis();
    return new Arrangement(
        arrangementId,
        accountId,
        kind,
        next == null ? Status.EXPI : Status.ACTV,
        payee,
        reference,
        low,
        high,
        recurrence,
        firstPaidAt == null && paid != null ? at : firstPaidAt,
        paid == null ? lastPaidAt : at,
        paid == null ? lastPaid : paid,
        next);
  }

  private @Nullable Instant nextAfterThis() {
    if (nextDueAt == null || recurrence.months().isEmpty()) {
      return null;
    }
    LocalDate due = LocalDate.ofInstant(nextDueAt, ZoneOffset.UTC);
    return Recurrence.paymentTime(recurrence.next(due));
  }
}
