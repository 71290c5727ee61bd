package dev.tidings.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.bench.SideBySide.Side;
import dev.tidings.acceptance.bench.Sightings.Paid;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankAccessLog.Calls;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.acceptance.system.BankClient.Posted;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.openbanking.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The same payments seen by an aggregator that is told and by one that asks every five seconds,
 * both at work at one time; calls and bytes as the banks' access logs have them, staleness from the
 * ledger's time to the view's.
 */
final class PollingComparison {

  static final Duration POLL_EVERY = Duration.ofSeconds(5);

  private static final Duration SEEN_WITHIN = POLL_EVERY.multipliedBy(6);
  private static final Duration SAY_EVERY = Duration.ofMinutes(1);
  private static final Duration LOG_WITHIN = Duration.ofSeconds(5);

  private final Installation installation;
  private final Path data;
  private final List<Workload> workloads;
  private final Duration length;

  PollingComparison(
      Installation installation, Path data, List<Workload> workloads, Duration length) {
    this.installation = installation;
    this.data = data;
    this.workloads = workloads;
    this.length = length;
  }

  /** An account and the bank that keeps it. */
  private record Target(BankClient bank, LedgerAccount account) {}

  void run() {
    System.out.printf(
        "events beside polling: two banks, both aggregators at one time, %d min a workload%n",
        length.toMinutes());
    try (SideBySide both = new SideBySide(installation, data)) {
      both.startBanks();
      Side told = both.start("told", List.of());
      Side asking = both.start("asking", List.of("--poll", POLL_EVERY.toSeconds() + "s"));
      System.out.printf(
          "  connecting, counted apart: %d and %d calls%n",
          both.logged(told).calls(), both.logged(asking).calls());
      workloads.forEach(workload -> run(both, told, asking, workload));
      compareMeters(both, told, asking);
    }
  }

  private void run(SideBySide both, Side told, Side asking, Workload workload) {
    Calls toldBefore = both.logged(told);
    Calls askingBefore = both.logged(asking);
    long setBytesBefore = setBytes(told);
    List<Paid> paid = pay(both, workload);
    if (!Await.within(
        SEEN_WITHIN, () -> told.sightings().hasAll(paid) && asking.sightings().hasAll(paid))) {
      throw new IllegalStateException("a payment was not shown in time");
    }
    Calls byEvents = both.logged(told).minus(toldBefore);
    Calls byPolling = both.logged(asking).minus(askingBefore);
    ComparisonTable.print(
        workload,
        length,
        both.banks().size(),
        new ComparisonTable.Measured(
            new Calls(byEvents.calls(), byEvents.bytes() + setBytes(told) - setBytesBefore),
            told.sightings().stale(paid)),
        new ComparisonTable.Measured(byPolling, asking.sightings().stale(paid)));
  }

  private List<Paid> pay(SideBySide both, Workload workload) {
    List<Target> targets = new ArrayList<>();
    for (BankClient bank : both.banks()) {
      bank.accountsOf(bank.customerId(Demo.CUSTOMER))
          .forEach(account -> targets.add(new Target(bank, account)));
    }
    List<Paid> paid = new ArrayList<>();
    long start = System.nanoTime();
    Duration said = Duration.ZERO;
    for (Workload.Payment payment : workload.payments(length, targets.size())) {
      for (; said.compareTo(payment.after()) <= 0; said = said.plus(SAY_EVERY)) {
        waitUntil(start, said);
        say(workload, said, paid.size());
      }
      waitUntil(start, payment.after());
      Target target = targets.get(payment.account());
      Money amount = new Money(-payment.pence(), target.account().available().currency());
      Posted posted =
          target.bank().pay(target.account().accountId(), amount, "Payment " + paid.size());
      paid.add(new Paid(target.account().accountId(), posted.bookedAt(), posted.available()));
    }
    for (; said.compareTo(length) < 0; said = said.plus(SAY_EVERY)) {
      waitUntil(start, said);
      say(workload, said, paid.size());
    }
    waitUntil(start, length);
    return paid;
  }

  private void say(Workload workload, Duration passed, int payments) {
    System.out.printf(
        "  %s: minute %d of %d, %d payments%n",
        workload, passed.toMinutes(), length.toMinutes(), payments);
  }

  private static void waitUntil(long start, Duration after) {
    Duration left = after.minusNanos(System.nanoTime() - start);
    if (left.isPositive()) {
      Await.within(left, () -> false);
    }
  }

  /** The aggregators' own figures against the banks' logs, from the very first call. */
  private static void compareMeters(SideBySide both, Side told, Side asking) {
    for (Side side : List.of(told, asking)) {
      boolean equal =
          Await.within(LOG_WITHIN, () -> metered(side.aggregator()).equals(both.logged(side)));
      System.out.printf(
          "  %-20s meter %s, the banks' access logs %s: %s%n",
          side.equals(told) ? "told by events" : "asking every 5 s",
          metered(side.aggregator()),
          both.logged(side),
          equal ? "equal" : "NOT EQUAL");
    }
    if (both.unattributed() > 0) {
      System.out.printf("  calls that belong to neither: %d%n", both.unattributed());
    }
  }

  private static Calls metered(AggregatorClient aggregator) {
    return aggregator.callsByBank().values().stream().reduce(Calls.NONE, Calls::plus);
  }

  /** Bytes of the events themselves: what events weigh beside the answers. */
  private static long setBytes(Side told) {
    JsonNode meter = told.aggregator().meterJson();
    long answers = 0;
    for (JsonNode bank : meter.path("banks")) {
      answers += bank.path("bytes").asLong();
    }
    return meter.at("/approaches/0/bytes").asLong() - answers;
  }
}
