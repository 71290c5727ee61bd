package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a payment in one currency became one in the account's.
 *
 * @param instructed what the other side asked for, greater than zero
 * @param rateMillionths what one unit of the account's currency was worth in the instructed one, in
 *     millionths
 */
public record CurrencyExchange(Money instructed, long rateMillionths) {

  private static final int MILLIONTHS_DIGITS = 6;

  public CurrencyExchange {
    if (instructed.minor() <= 0 || rateMillionths <= 0) {
      throw new IllegalArgumentException("sum and rate of an exchange are greater than zero");
    }
  }

  /** Units of the instructed currency for one of the account's. */
  public BigDecimal rate() {
    return BigDecimal.valueOf(rateMillionths, MILLIONTHS_DIGITS);
  }

  /** The sum in the account's currency, with two digits as all of the bank's. */
  public Money in(String accountCurrency) {
    BigDecimal minor =
        BigDecimal.valueOf(instructed.minor()).divide(rate(), 0, RoundingMode.HALF_UP);
    return new Money(minor.longValueExact(), accountCurrency);
  }
}
