package dev.tidings.acceptance.bench;

import java.util.Collection;
import java.util.List;

/**
 * Many values of one quantity.
 *
 * @param sorted ascending, at least one
 */
record Distribution(List<Double> sorted) {

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
    return "p5 %.1f, p50 %.1f, p99 %.1f, p99.9 %.1f, n %d"
        .formatted(percentile(0.05), median(), percentile(0.99), percentile(0.999), sorted.size());
  }
}
