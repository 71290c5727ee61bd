package dev.tidings.bank.alerts;

import dev.tidings.openbanking.Money;
import org.jspecify.annotations.Nullable;

/**
 * What one customer wants to be told of, on every account they hold.
 *
 * @param lowBalanceMinor tell when the booked balance falls below it, in minor units of the
 *     account's currency; null for never
 * @param largeTransactionMinor tell of a transaction of at least so much either way, in minor
 *     units; null for never
 * @param salaryArrived tell when a salary is booked
 */
public record AlertLimits(
    @Nullable Long lowBalanceMinor, @Nullable Long largeTransactionMinor, boolean salaryArrived) {

  /** What holds for a customer who has set nothing: 100 and 500 pounds or euros. */
  public static final AlertLimits STANDARD = new AlertLimits(10_000L, 50_000L, true);

  /** The largest limit either way, in minor units: 13 digits. */
  public static final long LIMIT_MINOR_MAX = 9_999_999_999_999L;

  private static final String TWO_DECIMALS = "GBP";

  public AlertLimits {
    if (lowBalanceMinor != null && Math.abs(lowBalanceMinor) > LIMIT_MINOR_MAX) {
      throw new IllegalArgumentException("the limit of a low balance has too many digits");
    }
    if (largeTransactionMinor != null
        && (largeTransactionMinor <= 0 || largeTransactionMinor > LIMIT_MINOR_MAX)) {
      throw new IllegalArgumentException("the limit of a large transaction must be above zero");
    }
  }

  /**
   * The minor units of a decimal such as {@code 100.00}; every currency of the bank has two.
   *
   * @throws IllegalArgumentException when it is no such decimal
   */
  public static long minor(String decimal) {
    return Money.parse(decimal, TWO_DECIMALS).minor();
  }

  /** The decimal of so many minor units. */
  public static String decimal(long minor) {
    return new Money(minor, TWO_DECIMALS).decimal();
  }

  /** Whether this change of the booked balance crosses the limit downwards. */
  boolean fallsLow(long beforeMinor, long afterMinor) {
    return lowBalanceMinor != null
        && beforeMinor >= lowBalanceMinor
        && afterMinor < lowBalanceMinor;
  }

  boolean isLarge(long amountMinor) {
    return largeTransactionMinor != null && Math.abs(amountMinor) >= largeTransactionMinor;
  }
}
