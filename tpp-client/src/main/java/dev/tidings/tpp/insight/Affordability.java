package dev.tidings.tpp.insight;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.Category;
import java.util.List;

/**
 * What would be left for a mortgage, as a lender would begin to reckon. Everything a month, in one
 * currency, unsigned but for {@code headroom}.
 *
 * @param income what comes in
 * @param sources where it comes from, the largest first
 * @param commitments regular outgoings but for the present home
 * @param home what is paid for the present home
 * @param living what else was spent on average, of the months {@code monthsAveraged}
 * @param headroom income less commitments and living
 * @param payment what a lender would let go to a mortgage
 * @param loan what that pays back over {@link #TERM_YEARS} years at {@link #TEST_RATE_PERCENT}
 *     percent
 * @param how the same in words, a step each
 */
public record Affordability(
    Money income,
    List<Part> sources,
    Money commitments,
    List<Part> committed,
    Money home,
    Money living,
    int monthsAveraged,
    Money headroom,
    Money payment,
    Money loan,
    List<String> how) {

  /** Of the income, at most this much goes to the home, in percent: a common rule of thumb. */
  public static final int INCOME_SHARE_PERCENT = 35;

  /** The rate that a lender tests at, above today's. */
  public static final int TEST_RATE_PERCENT = 7;

  public static final int TERM_YEARS = 25;

  /**
   * One part of a sum.
   *
   * @param aMonth unsigned, in the currency of the whole
   * @param basis how it was found, in words
   */
  public record Part(String name, Category category, Money aMonth, String basis) {}

  /** Whether there is any income to reckon with. */
  public boolean isKnown() {
    return income.minor() > 0;
  }
}
