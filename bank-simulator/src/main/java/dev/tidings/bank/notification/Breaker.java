package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Backoff;
import dev.tidings.bank.notification.AttemptResult.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How much may be sent to one endpoint: after many failures in a row nothing but one probe at a
 * time; after a probe that succeeds little by little more; within a pause that the TPP asked for
 * nothing. Decides only. Not thread-safe.
 */
final class Breaker {

  /** Failures in a row that open it. */
  static final int FAILURES_MAX = 10;

  /** Between two probes: what waits is sent at most so long after the endpoint is well again. */
  static final Backoff PROBE_BACKOFF = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

  private final DeliveryPolicy policy;
  private final RandomGenerator random;
  private State state;
  private int failures;
  private int cap;
  private Instant pausedUntil = Instant.MIN;

  Breaker(DeliveryPolicy policy, RandomGenerator random, State state) {
    this.policy = policy;
    this.random = random;
    this.state = state;
    this.cap = policy.inFlightMax();
  }

  /** Whether all but probes is held back. */
  boolean isOpen() {
    return state.openedAt() != null;
  }

  boolean mayProbe(Instant now) {
    return !now.isBefore(pausedUntil) && !probeAt().isAfter(now);
  }

  /** Attempts that may be under way at one time while it is closed. */
  int cap(Instant now) {
    return now.isBefore(pausedUntil) ? 0 : cap;
  }

  State state() {
    return state;
  }

  /** Takes in how an attempt ended; says what has changed by it. */
  Change record(AttemptResult result, Instant now) {
    return switch (result) {
      case AttemptResult.Settled settled -> record(settled.sign(), now);
      case AttemptResult.RetryAt retry -> {
        Instant pause = retry.pauseUntil();
        if (pause != null) {
          pauseUntil(pause);
        }
        yield record(Sign.FAILING, now);
      }
      case AttemptResult.Trouble _ -> {
        if (isOpen()) { // the next probe is not due to anybody's answer
          pauseUntil(now.plus(PROBE_BACKOFF.first()));
        }
        yield Change.NONE;
      }
      case AttemptResult.Disabled _, AttemptResult.Disowned _, AttemptResult.NotOurs _ ->
          Change.NONE;
    };
  }

  private void pauseUntil(Instant end) {
    if (end.isAfter(pausedUntil)) {
      pausedUntil = end;
    }
  }

  private Change record(Sign sign, Instant now) {
    return switch (sign) {
      case WELL -> well();
      case FAILING -> failing(now);
      case NONE -> Change.NONE;
    };
  }

  private Change well() {
    boolean wasOpen = isOpen();
    failures = 0;
    cap = wasOpen ? 1 : Math.min(2 * cap, policy.inFlightMax());
    state = State.CLOSED;
    return wasOpen ? Change.CLOSED : Change.NONE;
  }

  private Change failing(Instant now) {
    Instant since = state.failingSince() == null ? now : state.failingSince();
    if (!isOpen()) {
      failures++;
      boolean opens = failures >= FAILURES_MAX;
      state = opens ? open(now, since, 1, now) : new State(null, since, 0, null);
      return opens ? Change.OPENED : Change.NONE;
    }
    if (probeAt().isAfter(now)) {
      return Change.NONE; // it was under way when the breaker opened
    }
    Instant openedAt = state.openedAt() == null ? now : state.openedAt();
    state = open(openedAt, since, state.probes() + 1, now);
    return probeAt().isAfter(since.plus(policy.totalTimeMax()))
        ? Change.UNRESPONSIVE
        : Change.PROBE_FAILED;
  }

  private State open(Instant openedAt, Instant since, int probes, Instant now) {
    return new State(openedAt, since, probes, now.plus(PROBE_BACKOFF.after(probes, random)));
  }

  private Instant probeAt() {
    Instant probeAt = state.probeAt();
    return probeAt == null ? Instant.MIN : probeAt;
  }

  /** What has changed. */
  enum Change {
    NONE,
    OPENED,
    PROBE_FAILED,
    /** The endpoint is well again. */
    CLOSED,
    /** It has failed for the total time and is to be disabled. */
    UNRESPONSIVE
  }

  /**
   * What outlives a restart.
   *
   * @param openedAt null while it is closed
   * @param failingSince the first failure in a row
   * @param probes made or planned since it opened
   * @param probeAt when the next probe may leave
   */
  record State(
      @Nullable Instant openedAt,
      @Nullable Instant failingSince,
      int probes,
      @Nullable Instant probeAt) {

    static final State CLOSED = new State(null, null, 0, null);
  }
}
