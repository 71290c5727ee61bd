package dev.tidings.acceptance.bench;

import java.util.Collection;
import java.util.List;

/**
 * Many values of one quantity.
 *
 * @param sorted ascending, at least one
 */
record Distribution(List<Double> sorted) {

  /** With fewer values, p99.9 would be the largest of them. */
  private static final int THOUSANDTHS_FROM = 1_000;

  static Distribution of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return new Distribution(values.stream().sorted().toList());
  }

  /**
   * The smallest value that at least this share of the values does not exceed.
   *
   * @param share between 0 and 1
   */
  double percentile(double share) {
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  double median() {
    return percentile(0.5);
  }

  @Override
  public String toString() {
    String thousandths =
        sorted.size() < THOUSANDTHS_FROM ? "" : ", p99.9 %.1f".formatted(percentile(0.999));
    return "p5 %.1f, p50 %.1f, p99 %.1f%s, n %d"
        .formatted(percentile(0.05), median(), percentile(0.99), thousandths, sorted.size());
  }
}
