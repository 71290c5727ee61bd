package dev.tidings.acceptance.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long changes at an open-loop rate take until a TPP has answered their event, counted twice.
 *
 * <p>From the commit of the change, as the bank's answer to its request says it. And from when the
 * change was due to be posted, which has the request in it, and whatever kept the request or its
 * sender waiting.
 */
final class EventLatency {

  /**
   * At the rate, before it is measured: after another one the compiler takes a sixth of the machine
   * for ten seconds, since events come one by one again, or no longer.
   */
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  private final BenchBank bank;
  private final Progress progress;

  EventLatency(BenchBank bank, Progress progress) {
    this.bank = bank;
    this.progress = progress;
  }

  /**
   * Prints it.
   *
   * @param what of a rate it is
   * @param perSecond changes
   * @param tpps that are told of each
   */
  void measure(String what, double perSecond, int count, int tpps) {
    progress.say(
        "  %s: %d changes at %.1f/s, each told to %d TPP%s ..."
            .formatted(what, count, perSecond, tpps, tpps == 1 ? "" : "s"));
    int unmeasured = (int) (perSecond * WARM_UP.toSeconds());
    bank.load().atRate(perSecond, unmeasured);
    bank.awaitSettled((long) unmeasured * tpps);
    bank.receivers().takeArrivals();
    Duration before = bank.cpu();
    double achieved = bank.load().atRate(perSecond, count);
    long events = (long) count * tpps;
    bank.awaitSettled(events);
    double micros = CpuTime.microsEach(before, bank.cpu(), events);
    List<Receivers.Arrival> arrivals = bank.receivers().takeArrivals();
    progress.say(
        "    %.1f changes/s posted and answered, %.0f µs CPU an event".formatted(achieved, micros));
    print(
        "from the commit of the change to the answer of its TPP",
        arrivals.stream().map(this::sinceCommitMs).toList());
    print(
        "from when the change was due to be posted to the same answer",
        arrivals.stream()
            .map(arrival -> (arrival.atNs() - bank.load().dueNs(arrival.txn())) / 1e6)
            .toList());
  }

  private double sinceCommitMs(Receivers.Arrival arrival) {
    Instant committedAt = bank.load().committedAt(arrival.txn());
    return Duration.between(committedAt, arrival.at()).toNanos() / 1e6;
  }

  private void print(String what, List<Double> ms) {
    progress.say("    ms %s: %s".formatted(what, Distribution.of(ms)));
  }
}
