package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.BankAccessLog.Calls;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What was measured, what follows from it for slower polling, and whether it is what we aim at. */
final class ComparisonTable {

  /** Calls of one poll of one bank: all balances, and what is new of all transactions. */
  private static final int CALLS_PER_POLL = 2;

  /** Evenly spread moments at which a slow poller may begin; one run is too short for it. */
  private static final int PHASES = 100;

  private static final double FEWER_CALLS_AIM = 50;
  private static final double FRESHER_AIM = 100;

  private ComparisonTable() {}

  /**
   * One way, as measured.
   *
   * @param staleMs from the ledger's time to the view's
   */
  record Measured(Calls calls, Distribution staleMs) {}

  static void print(Workload workload, Duration length, int banks, Measured told, Measured asking) {
    System.out.printf(
        "  %s: %d changes an hour, %d in %d min%n",
        workload, workload.changesPerHour(), told.staleMs().sorted().size(), length.toMinutes());
    System.out.printf(
        "    %-24s %9s %11s %12s %12s %12s%n", "", "calls", "kB", "stale mean", "p50", "longest");
    line("events, measured", told);
    line("5 s, measured", asking);
    double bytesPerCall = (double) asking.calls().bytes() / Math.max(1, asking.calls().calls());
    for (Duration interval :
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofHours(6))) {
      double calls = (double) length.toMillis() / interval.toMillis() * CALLS_PER_POLL * banks;
      line(
          (interval.toHours() >= 1
                  ? "4 a day"
                  : interval.equals(Duration.ofMinutes(1)) ? "60 s" : "15 min")
              + ", computed",
          calls,
          calls * bytesPerCall,
          staleMs(interval));
    }
    verdict(told, asking);
  }

  private static void verdict(Measured told, Measured asking) {
    double fewer = (double) asking.calls().calls() / Math.max(1, told.calls().calls());
    double fresher = mean(staleMs(Duration.ofMinutes(15))) / mean(told.staleMs());
    System.out.printf(
        "    %.0f times fewer calls than asking every 5 s (aim on calm: %.0f)%n",
        fewer, FEWER_CALLS_AIM);
    System.out.printf(
        "    1/%.0f of the staleness of asking every 15 min (aim on calm: under 1/%.0f)%n",
        fresher, FRESHER_AIM);
  }

  /**
   * How long any change would wait for its poll: whenever it happens, the poller may have begun at
   * any moment of its interval.
   */
  private static Distribution staleMs(Duration interval) {
    return Distribution.of(
        IntStream.range(0, PHASES)
            .mapToObj(phase -> (phase + 0.5) / PHASES * interval.toMillis())
            .toList());
  }

  private static double mean(Distribution values) {
    return values.sorted().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static void line(String what, Measured measured) {
    Calls calls = measured.calls();
    line(what, (double) calls.calls(), (double) calls.bytes(), measured.staleMs());
  }

  private static void line(String what, double calls, double bytes, Distribution staleMs) {
    System.out.printf(
        "    %-24s %9s %11.1f %12s %12s %12s%n",
        what,
        calls < 10 && calls != Math.rint(calls) ? "%.2f".formatted(calls) : "%.0f".formatted(calls),
        bytes / 1e3,
        time(mean(staleMs)),
        time(staleMs.median()),
        time(staleMs.sorted().getLast()));
  }

  private static String time(double ms) {
    if (ms < 1_000) {
      return "%.0f ms".formatted(ms);
    }
    if (ms < 60_000) {
      return "%.1f s".formatted(ms / 1e3);
    }
    return ms < 3.6e6 ? "%.1f min".formatted(ms / 6e4) : "%.1f h".formatted(ms / 3.6e6);
  }
}
