package dev.tidings.openbanking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One payment on a later day. Source: OBIE R/W v4.0, OBScheduledPayment3. */
public record OBScheduledPayment(
    String accountId,
    String scheduledPaymentId,
    Instant scheduledPaymentDateTime,
    String scheduledType,
    @Nullable String reference,
    Amount instructedAmount,
    @Nullable OBAgent creditorAgent,
    @Nullable OBPayeeAccount creditorAccount) {

  /** The {@code Data} of a scheduled payments answer. */
  public record Data(List<OBScheduledPayment> scheduledPayment) {}
}
