package dev.tidings.tpp.timing;

import java.time.Duration;

/**
 * Delays that double from the first one up to a maximum. Immutable.
 *
 * @param first delay after the first failure
 * @param max the longest delay
 */
public record Backoff(Duration first, Duration max) {

  private static final int DOUBLINGS_MAX = 20;

  /** The delay after so many failures in a row, counted from 1. */
  public Duration after(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, DOUBLINGS_MAX);
    Duration delay = first.multipliedBy(1L << doublings);
    return delay.compareTo(max) < 0 ? delay : max;
  }
}
