package dev.tidings.bank.console;

import dev.tidings.openbanking.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

/** Money as people in the United Kingdom write it. */
final class Amounts {

  private Amounts() {}

  /** Such as {@code −£1,204.50}. */
  static String of(Money money) {
    BigDecimal amount = new BigDecimal(money.decimal());
    String symbol = Currency.getInstance(money.currency()).getSymbol(Locale.UK);
    String space = Character.isLetter(symbol.charAt(symbol.length() - 1)) ? "\u00a0" : "";
    return (amount.signum() < 0 ? "\u2212" : "")
        + symbol
        + space
        + String.format(Locale.UK, "%,." + amount.scale() + "f", amount.abs());
  }
}
