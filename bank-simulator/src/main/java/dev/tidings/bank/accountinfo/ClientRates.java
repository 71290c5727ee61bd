package dev.tidings.bank.accountinfo;

import dev.tidings.bank.accountinfo.CallLimits.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast each TPP calls this process, by the generic cell rate algorithm: what is kept of a TPP
 * is the time at which its allowance will be whole again. Each node of a bank counts for itself.
 * Thread-safe.
 */
final class ClientRates {

  /** TPPs remembered before those are forgotten whose allowance is whole. */
  static final int CLIENTS_MAX = 10_000;

  private final Duration each;
  private final Duration burst;
  private final Map<String, Instant> wholeAt = new HashMap<>();

  ClientRates(Rate rate) {
    this.each = rate.time().dividedBy(rate.calls());
    this.burst = rate.time().minus(each);
  }

  /** Counts a call that is allowed. Zero when it is; else how long the TPP has to wait. */
  synchronized Duration call(String clientId, Instant now) {
    Instant whole = wholeAt.getOrDefault(clientId, now);
    Instant from = whole.isAfter(now) ? whole : now;
    Duration wait = Duration.between(now.plus(burst), from);
    if (wait.isPositive()) {
      return wait;
    }
    if (wholeAt.size() >= CLIENTS_MAX) {
      wholeAt.values().removeIf(at -> !at.isAfter(now));
    }
    wholeAt.put(clientId, from.plus(each));
    return Duration.ZERO;
  }
}
