package dev.tidings.openbanking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mandate to collect from the account. Source: OBIE R/W v4.0, OBReadDirectDebit2. */
public record OBDirectDebit(
    String accountId,
    String directDebitId,
    String directDebitStatusCode,
    OBMandate mandateRelatedInformation,
    String name,
    @Nullable Instant previousPaymentDateTime,
    @Nullable Amount previousPaymentAmount) {

  /** The {@code Data} of a direct debits answer. */
  public record Data(List<OBDirectDebit> directDebit) {}
}
