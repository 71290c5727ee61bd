package dev.tidings.tpp.meter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What events cost, beside what polling would have cost.
 *
 * @param eventsReceived SETs that passed every check, repeats not counted
 * @param eventsRejected SETs that failed a check
 * @param duplicates SETs that had been received before
 * @param apiCalls account information calls made to all banks
 * @param apiCallsIfPolled calls that asking every {@code pollIntervalSeconds} would have made
 * @param approaches events first, then polling from often to seldom
 */
public record MeterReading(
    long eventsReceived,
    long eventsRejected,
    long duplicates,
    long apiCalls,
    long apiCallsIfPolled,
    long pollIntervalSeconds,
    List<Cost> approaches,
    List<BankCalls> banks) {

  /**
   * What one approach costs, over the same time and for the same changes.
   *
   * @param intervalSeconds between polls; null for events
   * @param calls beside the first reading on connecting, which all of them need
   * @param bytes of answers to them, and of the SETs themselves; for polls each call is taken to be
   *     as large as the mean answer that was read from that bank because of events. Null as long as
   *     there is none
   * @param changes that events told of, with their time in milliseconds
   * @param staleMeanMs from the change at the bank to the view that shows it; null without changes
   * @param staleLongestMs the same of the worst one
   */
  public record Cost(
      Approach approach,
      @Nullable Long intervalSeconds,
      long calls,
      @Nullable Long bytes,
      long changes,
      @Nullable Long staleMeanMs,
      @Nullable Long staleLongestMs) {}

  /**
   * Calls made to one bank; together they are what its own access log has of us.
   *
   * @param onConnecting first readings
   * @param becauseOfEvents readings that an event was the reason for
   * @param byPolling readings because it was time to, where we are told to poll
   * @param bytes of the answers to all of them
   */
  public record BankCalls(
      String bankId, long onConnecting, long becauseOfEvents, long byPolling, long bytes) {

    public long calls() {
      return onConnecting + becauseOfEvents + byPolling;
    }
  }

  /** What that approach costs. */
  public Cost of(Approach approach) {
    return approaches.stream()
        .filter(cost -> cost.approach() == approach)
        .findAny()
        .orElseThrow(() -> new IllegalStateException("no cost of " + approach));
  }
}
