package dev.tidings.bank.broker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential waiting between attempts, with jitter, so that what failed together does not return
 * together.
 *
 * @param first the longest wait after the first failure; each further one doubles it
 * @param longest the longest wait of all
 */
public record Backoff(Duration first, Duration longest) {

  private static final int DOUBLINGS_MAX = 30;

  /**
   * How long to wait after so many failures: between half of the interval and the whole of it.
   *
   * @param failures at least one
   */
  public Duration after(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
    long intervalMs = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(intervalMs - random.nextLong(intervalMs / 2 + 1));
  }
}
