package dev.tidings.tpp.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which transactions are asked for; null leaves a condition out.
 *
 * @param text words that description, merchant or counterparty contain, in any case of letters
 * @param from first moment
 * @param before the moment after the last
 * @param minimumMinor least size, whatever the direction, in hundredths of the currency
 * @param maximumMinor greatest size
 */
public record TransactionFilter(
    @Nullable String text,
    @Nullable AccountKey account,
    @Nullable Category category,
    @Nullable Direction direction,
    @Nullable Instant from,
    @Nullable Instant before,
    @Nullable Long minimumMinor,
    @Nullable Long maximumMinor) {

  /** The longest text that is searched for, in characters. */
  public static final int TEXT_LENGTH_MAX = 100;

  /** Everything. */
  public static final TransactionFilter NONE =
      new TransactionFilter(null, null, null, null, null, null, null, null);

  /** Which way money goes. */
  public enum Direction {
    IN,
    OUT
  }

  /** Whether nothing is left out. */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
