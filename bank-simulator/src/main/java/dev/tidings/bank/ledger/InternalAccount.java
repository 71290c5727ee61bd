package dev.tidings.bank.ledger;

import java.util.Locale;

/**
 * The bank's own accounts, one for each currency: the other side of what enters or leaves the bank.
 * They have entries but no stored balance, so that no payment waits for another one's lock.
 */
public enum InternalAccount {
  /** Owed to and by the card schemes. */
  CARD_SETTLEMENT,
  /** Payments to and from other banks. */
  CLEARING,
  /** Banknotes in the machines. */
  CASH,
  /** Interest paid and earned. */
  INTEREST,
  /** Fees earned. */
  FEES,
  /** The bank's position from changing one currency into another. */
  CURRENCY_EXCHANGE,
  /** What customers had before the history begins. */
  BROUGHT_FORWARD;

  /** Its id in the books, such as {@code card-settlement-gbp}. */
  public String id(String currency) {
    return (name().replace('_', '-') + "-" + currency).toLowerCase(Locale.ROOT);
  }
}
