package dev.tidings.openbanking;

/**
 * An unsigned amount on the wire. Source: OBIE R/W v4.0, OBActiveOrHistoricCurrencyAndAmount.
 *
 * @param amount decimal, {@code ^\d{1,13}(\.\d{1,5})?$}
 * @param currency ISO 4217 code
 */
public record Amount(String amount, String currency) {

  /** The signed sum that this amount and its indicator mean together. */
  public Money signed(CreditDebitIndicator indicator) {
    Money money = Money.parse(amount, currency);
    return indicator == CreditDebitIndicator.Debit ? money.negate() : money;
  }
}
