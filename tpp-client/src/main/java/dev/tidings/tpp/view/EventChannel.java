package dev.tidings.tpp.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How we hear of a bank's events, and how that goes.
 *
 * @param pushed events that the bank brought, repeats not counted
 * @param polled events that we fetched, repeats not counted
 * @param polls calls that fetching took; not counted by the meter, which counts calls for data
 * @param pollFailure why the last poll failed, in words; null when it did not
 * @param refused events that did not pass our checks
 * @param missed events that should have been pushed and had to be fetched
 * @param gaps how often an account's version was seen to jump
 */
public record EventChannel(
    String bankId,
    Way way,
    long pushed,
    @Nullable Instant lastPushAt,
    long polled,
    long polls,
    @Nullable Instant lastPollAt,
    @Nullable String pollFailure,
    long refused,
    long missed,
    @Nullable Instant lastMissedAt,
    long gaps) {

  /** The two ways of the standard. */
  public enum Way {
    /** The bank calls our event endpoint. */
    PUSH,
    /** We ask the bank for events, and it keeps us waiting until there are some. */
    POLL
  }

  /** How one event arrived. */
  public enum Arrival {
    PUSHED,
    POLLED,
    /** It should have been pushed, and had to be fetched. */
    MISSED
  }

  /** Whether the callback is known to fail: something had to be fetched since the last push. */
  public boolean isCallbackFailing() {
    return lastMissedAt != null && (lastPushAt == null || lastMissedAt.isAfter(lastPushAt));
  }

  static EventChannel unused(String bankId) {
    return new EventChannel(bankId, Way.PUSH, 0, null, 0, 0, null, null, 0, 0, null, 0);
  }
}
