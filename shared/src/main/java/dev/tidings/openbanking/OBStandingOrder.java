package dev.tidings.openbanking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The customer's order to pay again and again. Source: OBIE R/W v4.0, OBStandingOrder6. */
public record OBStandingOrder(
    String accountId,
    String standingOrderId,
    @Nullable Instant nextPaymentDateTime,
    @Nullable Instant lastPaymentDateTime,
    String standingOrderStatusCode,
    @Nullable Amount firstPaymentAmount,
    @Nullable Amount nextPaymentAmount,
    @Nullable Amount lastPaymentAmount,
    @Nullable OBAgent creditorAgent,
    @Nullable OBPayeeAccount creditorAccount,
    OBMandate mandateRelatedInformation,
    @Nullable RemittanceInformation remittanceInformation) {

  /** The {@code Data} of a standing orders answer. */
  public record Data(List<OBStandingOrder> standingOrder) {}

  /** What the payee reads. */
  public record RemittanceInformation(List<String> unstructured) {}
}
