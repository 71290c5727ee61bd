package dev.tidings.tpp.insight;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.Category;
import java.time.LocalDate;

/**
 * Money that comes or goes again and again.
 *
 * @param name who pays or is paid
 * @param amount the last one, signed
 * @param average of the last {@link RegularPayments#AVERAGED_MAX}, signed
 * @param seen how many were found
 * @param next when it is expected; a weekend puts it off
 */
public record RegularPayment(
    String name,
    Category category,
    AccountKey account,
    String bank,
    String accountName,
    Rhythm rhythm,
    Money amount,
    Money average,
    int seen,
    LocalDate first,
    LocalDate last,
    LocalDate next) {

  public boolean isIncome() {
    return average.minor() > 0;
  }

  /** What it comes to in a month on average, signed. */
  public Money aMonth() {
    return new Money(
        Math.round(average.minor() * (double) rhythm.timesAYear() / 12), average.currency());
  }
}
