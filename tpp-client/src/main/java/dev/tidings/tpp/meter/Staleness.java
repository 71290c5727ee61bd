package dev.tidings.tpp.meter;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long a view showed something else than the bank had, over some changes.
 *
 * @param totalMs over all of them together
 */
public record Staleness(long changes, long totalMs, long longestMs) {

  static final Staleness NONE = new Staleness(0, 0, 0);

  /** With one more change; two clocks may differ, but nothing shows before it happens. */
  Staleness with(Instant occurredAt, Instant shownAt) {
    long ms = Math.max(0, Duration.between(occurredAt, shownAt).toMillis());
    return new Staleness(changes + 1, totalMs + ms, Math.max(longestMs, ms));
  }

  /** The mean, in milliseconds; of no change, 0. */
  public long meanMs() {
    return changes == 0 ? 0 : Math.round((double) totalMs / changes);
  }
}
