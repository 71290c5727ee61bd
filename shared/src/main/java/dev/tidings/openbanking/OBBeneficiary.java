package dev.tidings.openbanking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody the customer pays. Source: OBIE R/W v4.0, OBBeneficiary5. */
public record OBBeneficiary(
    String accountId,
    String beneficiaryId,
    String beneficiaryType,
    @Nullable String reference,
    @Nullable OBAgent creditorAgent,
    @Nullable OBPayeeAccount creditorAccount) {

  /** The {@code Data} of a beneficiaries answer. */
  public record Data(List<OBBeneficiary> beneficiary) {}
}
