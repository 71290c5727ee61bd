package dev.tidings.tpp.meter;

import dev.tidings.tpp.meter.CallTotals.CallTotal;
import dev.tidings.tpp.meter.MeterReading.BankCalls;
import dev.tidings.tpp.meter.MeterReading.Cost;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the sums together.
 *
 * @param eventBytes of all SETs that were taken
 * @param polls so far by bank
 */
record WorkOutCosts(
    List<CallTotal> calls,
    long eventBytes,
    Map<String, Map<Approach, Long>> polls,
    Map<Approach, Staleness> staleness) {

  List<Cost> costs() {
    return List.of(Approach.values()).stream().map(this::cost).toList();
  }

  /** Calls of the approach until now. */
  long calls(Approach approach) {
    return approach == Approach.EVENTS
        ? because(Cause.EVENT).mapToLong(CallTotal::calls).sum()
        : polls.values().stream()
            .mapToLong(ofBank -> ofBank.getOrDefault(approach, 0L) * Approach.CALLS_PER_POLL)
            .sum();
  }

  List<BankCalls> banks() {
    Map<String, BankCalls> banks = new TreeMap<>();
    for (CallTotal total : calls) {
      banks.merge(total.bankId(), bankCalls(total), WorkOutCosts::plus);
    }
    return List.copyOf(banks.values());
  }

  private Cost cost(Approach approach) {
    Staleness stale = staleness.getOrDefault(approach, Staleness.NONE);
    boolean known = stale.changes() > 0;
    return new Cost(
        approach,
        approach.interval() == null ? null : approach.interval().toSeconds(),
        calls(approach),
        bytes(approach),
        stale.changes(),
        known ? stale.meanMs() : null,
        known ? stale.longestMs() : null);
  }

  private @Nullable Long bytes(Approach approach) {
    if (approach == Approach.EVENTS) {
      return eventBytes + because(Cause.EVENT).mapToLong(CallTotal::bytes).sum();
    }
    long callsOfAll = because(Cause.EVENT).mapToLong(CallTotal::calls).sum();
    if (callsOfAll == 0) {
      return null;
    }
    double meanOfAll = (double) because(Cause.EVENT).mapToLong(CallTotal::bytes).sum() / callsOfAll;
    double bytes = 0;
    for (var ofBank : polls.entrySet()) {
      double mean =
          because(Cause.EVENT)
              .filter(total -> total.bankId().equals(ofBank.getKey()) && total.calls() > 0)
              .mapToDouble(total -> (double) total.bytes() / total.calls())
              .findFirst()
              .orElse(meanOfAll);
      bytes += ofBank.getValue().getOrDefault(approach, 0L) * Approach.CALLS_PER_POLL * mean;
    }
    return Math.round(bytes);
  }

  private Stream<CallTotal> because(Cause cause) {
    return calls.stream().filter(total -> total.cause() == cause);
  }

  private static BankCalls bankCalls(CallTotal total) {
    long calls = total.calls();
    return switch (total.cause()) {
      case CONNECTING -> new BankCalls(total.bankId(), calls, 0, 0, total.bytes());
      case EVENT -> new BankCalls(total.bankId(), 0, calls, 0, total.bytes());
      case POLL -> new BankCalls(total.bankId(), 0, 0, calls, total.bytes());
    };
  }

  private static BankCalls plus(BankCalls one, BankCalls other) {
    return new BankCalls(
        one.bankId(),
        one.onConnecting() + other.onConnecting(),
        one.becauseOfEvents() + other.becauseOfEvents(),
        one.byPolling() + other.byPolling(),
        one.bytes() + other.bytes());
  }
}
