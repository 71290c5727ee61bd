package dev.tidings.openbanking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One balance of one account. Source: OBIE R/W v4.0, OBReadBalance1, Balance. */
public record OBBalance(
    String accountId,
    CreditDebitIndicator creditDebitIndicator,
    BalanceType type,
    Instant dateTime,
    Amount amount,
    @Nullable List<CreditLine> creditLine) {

  /** The {@code Data} of a balances answer. */
  public record Data(List<OBBalance> balance) {}

  /**
   * An overdraft or credit limit beside the balance. {@code type} is an OBInternalLimitType1Code.
   */
  public record CreditLine(boolean included, String type, Amount amount) {}

  /** The signed balance. */
  public Money money() {
    return amount.signed(creditDebitIndicator);
  }
}
