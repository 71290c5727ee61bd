package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry on a customer's account.
 *
 * @param amount signed: negative is a debit
 * @param bookedAt when it was booked, or for a pending one is expected to be
 * @param balanceAfter the booked balance after it; null while pending
 * @param exchange null when it was made in the account's currency
 */
public record Transaction(
    String transactionId,
    String accountId,
    Money amount,
    Status status,
    Kind kind,
    String description,
    @Nullable String merchantName,
    @Nullable String merchantCategoryCode,
    @Nullable String counterpartyName,
    @Nullable String counterpartyIdentification,
    String reference,
    Instant bookedAt,
    @Nullable Money balanceAfter,
    @Nullable CurrencyExchange exchange) {

  /** The standard's OBEntryStatus1Code, as far as the bank uses it. */
  public enum Status {
    BOOK,
    PDNG
  }

  /** What sort of payment it was. */
  public enum Kind {
    CARD_PAYMENT,
    CASH_WITHDRAWAL,
    DIRECT_DEBIT,
    STANDING_ORDER,
    TRANSFER,
    SALARY,
    INTEREST,
    FEE,
    OTHER
  }

  /** This transaction booked, on the account that already holds the change. */
  Transaction booked(Account after) {
    return new Transaction(
        transactionId,
        accountId,
        amount,
        Status.BOOK,
        kind,
        description,
        merchantName,
        merchantCategoryCode,
        counterpartyName,
        counterpartyIdentification,
        reference,
        after.changedAt(),
        after.booked(),
        exchange);
  }
}
