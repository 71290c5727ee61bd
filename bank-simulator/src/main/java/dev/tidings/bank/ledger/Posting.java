package dev.tidings.bank.ledger;

import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish to move money between a customer's account and one of the bank's own.
 *
 * @param amount greater than zero
 * @param direction as the customer sees it
 * @param status booked at once, or pending until {@link Ledger#book}
 */
public record Posting(
    String accountId,
    Money amount,
    CreditDebitIndicator direction,
    Transaction.Status status,
    Details details,
    InternalAccount against) {

  /**
   * What the customer reads about it.
   *
   * @param merchantCategoryCode ISO 18245, four digits
   * @param counterpartyIdentification the other side's account, in any scheme
   * @param exchange when the other side asked for another currency
   */
  public record Details(
      Transaction.Kind kind,
      String description,
      @Nullable String merchantName,
      @Nullable String merchantCategoryCode,
      @Nullable String counterpartyName,
      @Nullable String counterpartyIdentification,
      String reference,
      @Nullable CurrencyExchange exchange) {

    /** A card payment in a shop. */
    public static Details card(String merchantName, @Nullable String categoryCode, String text) {
      return card(merchantName, categoryCode, text, null);
    }

    /** A card payment in a shop that may have another currency. */
    public static Details card(
        String merchantName,
        @Nullable String categoryCode,
        String text,
        @Nullable CurrencyExchange exchange) {
      return new Details(
          Transaction.Kind.CARD_PAYMENT,
          text,
          merchantName,
          categoryCode,
          null,
          null,
          "CARD",
          exchange);
    }

    /** A payment from or to somebody. */
    public static Details payment(
        Transaction.Kind kind, String text, @Nullable String counterpartyName, String reference) {
      return payment(kind, text, counterpartyName, null, reference);
    }

    /** A payment from or to somebody whose account is known. */
    public static Details payment(
        Transaction.Kind kind,
        String text,
        @Nullable String counterpartyName,
        @Nullable String counterpartyIdentification,
        String reference) {
      return new Details(
          kind, text, null, null, counterpartyName, counterpartyIdentification, reference, null);
    }
  }

  /** A posting that is booked at once. */
  public static Posting booked(
      String accountId,
      Money amount,
      CreditDebitIndicator direction,
      Details details,
      InternalAccount against) {
    return new Posting(accountId, amount, direction, Transaction.Status.BOOK, details, against);
  }

  Money signed() {
    return direction == CreditDebitIndicator.Debit ? amount.negate() : amount;
  }

  /** The transaction it becomes on the account, which already holds the change. */
  Transaction on(Account after) {
    return transaction(after, signed(), status, details);
  }

  static Transaction transaction(
      Account after, Money signed, Transaction.Status status, Details details) {
    Instant at = after.changedAt();
    return new Transaction(
        after.changeId(),
        after.accountId(),
        signed,
        status,
        details.kind(),
        details.description(),
        details.merchantName(),
        details.merchantCategoryCode(),
        details.counterpartyName(),
        details.counterpartyIdentification(),
        details.reference(),
        at,
        status == Transaction.Status.BOOK ? after.booked() : null,
        details.exchange());
  }
}
