package dev.tidings.openbanking;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * A signed sum in minor units (pence, cents) of one currency.
 *
 * @param minor minor units; negative is a debit
 * @param currency ISO 4217 code, three capitals
 */
public record Money(long minor, String currency) {

  /** A sign and the standard's amount. Source: OBActiveCurrencyAndAmount_SimpleType. */
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,13}(\\.\\d{1,5})?");

  public static Money zero(String currency) {
    return new Money(0, currency);
  }

  /**
   * Reads a decimal such as {@code 12.40}.
   *
   * @throws IllegalArgumentException when the text is no plain decimal number, the currency is
   *     unknown, or there are more decimals than the currency has
   */
  public static Money parse(String decimal, String currency) {
    try {
      if (!DECIMAL.matcher(decimal).matches()) {
        throw new NumberFormatException("not a plain decimal number");
      }
      return new Money(
          new BigDecimal(decimal).movePointRight(decimals(currency)).longValueExact(), currency);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "'"
              + decimal
              + "' is not an amount in "
              + currency
              + " with at most "
              + decimals(currency)
              + " decimals",
          e);
    }
  }

  public Money plus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.addExact(minor, other.minor), currency);
  }

  public Money negate() {
    return new Money(Math.negateExact(minor), currency);
  }

  /** Signed decimal, such as {@code -12.40}. */
  public String decimal() {
    return BigDecimal.valueOf(minor, decimals(currency)).toPlainString();
  }

  public CreditDebitIndicator indicator() {
    return minor < 0 ? CreditDebitIndicator.Debit : CreditDebitIndicator.Credit;
  }

  /** The unsigned amount as the standard writes it; the sign is {@link #indicator()}. */
  public Amount amount() {
    return new Amount(
        BigDecimal.valueOf(minor, decimals(currency)).abs().toPlainString(), currency);
  }

  private void requireSameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
    }
  }

  private static int decimals(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }
}
