package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankClient;
import java.time.Duration;
import java.util.List;

/** What a bank has still to do, by its own meters. Each look costs the bank a little. */
record BankBacklog(BankClient bank) {

  /** Notifications that wait; events that a processor has not done. */
  private static final String WAITING = "tidings_delivery_backlog";

  private static final String UNDONE = "tidings_processor_backlog";

  /** A long backlog is counted row by row. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** Waits until so many notifications wait, and nothing else is to be done. */
  void awaitQueued(long count, Duration atMost) {
    boolean queued =
        Await.within(
            atMost,
            () -> {
              List<String> meters = meters();
              return (sum(meters, WAITING) >= count && sum(meters, UNDONE) == 0)
                  || Await.within(BETWEEN_LOOKS, () -> false);
            });
    if (!queued) {
      throw new IllegalStateException(sum(meters(), WAITING) + " of " + count + " were queued");
    }
  }

  /** Waits until all is sent, settled and done. */
  void awaitNone(Duration atMost) {
    if (!Await.within(atMost, this::isNone)) {
      throw new IllegalStateException("the bank never had nothing more to do");
    }
  }

  private boolean isNone() {
    List<String> meters = meters();
    return sum(meters, WAITING) == 0 && sum(meters, UNDONE) == 0;
  }

  private List<String> meters() {
    return bank.http().get(bank.address().resolve("/metrics")).expect(200).body().lines().toList();
  }

  private static double sum(List<String> meters, String name) {
    List<Double> values =
        meters.stream()
            .filter(line -> line.startsWith(name))
            .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
            .toList();
    if (values.isEmpty()) {
      throw new IllegalStateException("the bank has no meter " + name);
    }
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
