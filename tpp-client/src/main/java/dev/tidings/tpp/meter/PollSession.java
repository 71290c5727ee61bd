package dev.tidings.tpp.meter;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which a poller would be at work at one bank.
 *
 * @param since when it began: its polls are whole intervals after
 * @param pollsAtOnce 1 when its first poll is at the beginning, as after a restart; 0 when that is
 *     the first reading on connecting, which is counted apart
 */
record PollSession(String bankId, Instant since, int pollsAtOnce) {

  /** Polls until then. */
  long polls(Duration interval, Instant until) {
    return pollsAtOnce + Math.max(0, Duration.between(since, until).dividedBy(interval));
  }

  /**
   * The poll that would show what happened then; one at that very moment does. What happened before
   * the session shows with its beginning.
   */
  Instant pollThatShows(Instant occurredAt, Duration interval) {
    if (!occurredAt.isAfter(since)) {
      return since;
    }
    long after = Duration.between(since, occurredAt.minusNanos(1)).dividedBy(interval) + 1;
    return since.plus(interval.multipliedBy(after));
  }
}
