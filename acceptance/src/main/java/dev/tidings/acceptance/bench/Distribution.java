package dev.tidings.acceptance.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * Many values of one quantity.
 *
 * @param sorted ascending, at least one
 */
record Distribution(double[] sorted) {

  static Distribution of(Collection<? extends Number> values) {
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return new Distribution(sorted);
  }

  /**
   * The smallest value that at least this share of the values does not exceed.
   *
   * @param share between 0 and 1
   */
  double percentile(double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  double median() {
    return percentile(0.5);
  }

  @Override
  public String toString() {
    return "p50 %.1f, p99 %.1f, n %d".formatted(median(), percentile(0.99), sorted.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Distribution that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }
}
