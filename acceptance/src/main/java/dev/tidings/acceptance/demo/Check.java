package dev.tidings.acceptance.demo;

import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankAccessLog.Calls;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.openbanking.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Proves the whole way on a running demo: single changes, a burst on one account, many accounts at
 * once, and a bank whose events are fetched; after each the view must equal both ledgers, with no
 * more calls than allowed, and with exactly the calls that the banks' own access logs have.
 */
final class Check {

  private static final int SINGLE_CHANGES = 40;
  private static final int BURST_CHANGES = 100;
  private static final int SCATTERED_CHANGES = 40;
  private static final int FETCHED_CHANGES = 20;

  /** API calls that one change alone may cost: balances and transactions. */
  private static final int CALLS_PER_CHANGE_MAX = 2;

  /** In a burst on one account, at least this many changes share a call. */
  private static final int BURST_CHANGES_PER_CALL_MIN = 2;

  private static final int POSTERS = 8;
  private static final Duration EQUAL_WITHIN = Duration.ofSeconds(60);

  /** A request is logged when it is over: a moment after its answer has arrived. */
  private static final Duration LOGGED_WITHIN = Duration.ofSeconds(20);

  private static final Duration IDLE_LOOK = Duration.ofSeconds(2);

  private final Demo demo;
  private final List<String> failures = new ArrayList<>();

  Check(Demo demo) {
    this.demo = demo;
  }

  /** A ledger account and the bank that keeps it. */
  private record Target(BankClient bank, LedgerAccount account) {

    void pay(int pence, String description) {
      bank.post(
          account.accountId(), new Money(-pence, account.available().currency()), description);
    }
  }

  /** Whether everything held; prints a summary and, if not, what differs. */
  boolean run() {
    List<Target> targets = targets();
    if (!Await.within(EQUAL_WITHIN, demo.aggregator()::isSettled)) {
      failures.add("not every account was read on connecting");
    }
    say("connected: %d accounts at %d banks".formatted(targets.size(), demo.banks().size()));
    measured("idle", 0, 0, Check::lookOn);
    measured(
        "single changes",
        SINGLE_CHANGES,
        SINGLE_CHANGES * CALLS_PER_CHANGE_MAX,
        () -> oneByOne(targets));
    measured(
        "burst on one account",
        BURST_CHANGES,
        BURST_CHANGES / BURST_CHANGES_PER_CALL_MIN,
        () -> burst(targets.getFirst()));
    measured(
        "many accounts at once",
        SCATTERED_CHANGES,
        SCATTERED_CHANGES * CALLS_PER_CHANGE_MAX,
        () -> scattered(targets, SCATTERED_CHANGES));
    BankClient fetched = demo.banks().getLast();
    demo.aggregator().choose(fetched.address(), "poll");
    measured(
        "events fetched",
        FETCHED_CHANGES,
        FETCHED_CHANGES * CALLS_PER_CHANGE_MAX,
        () ->
            scattered(
                targets.stream().filter(target -> target.bank().equals(fetched)).toList(),
                FETCHED_CHANGES));
    demo.aggregator().choose(fetched.address(), "push");
    if (failures.isEmpty()) {
      say(
          "passed: the view equals both ledgers after %d changes"
              .formatted(SINGLE_CHANGES + BURST_CHANGES + SCATTERED_CHANGES + FETCHED_CHANGES));
      say("passed: the meter equals both access logs: %s".formatted(logged()));
    } else {
      failures.forEach(failure -> say("FAILED  %s".formatted(failure)));
    }
    return failures.isEmpty();
  }

  private void measured(String what, int changes, int callsMax, Runnable act) {
    AggregatorClient.MeterFigures before = demo.aggregator().meter();
    long start = System.nanoTime();
    act.run();
    boolean equal = Await.within(EQUAL_WITHIN, () -> differences().isEmpty());
    long elapsedMs = (System.nanoTime() - start) / 1_000_000;
    boolean told =
        Await.within(
            EQUAL_WITHIN, () -> eventsSince(before) >= changes && demo.aggregator().isSettled());
    AggregatorClient.MeterFigures after = demo.aggregator().meter();
    long calls = after.apiCalls() - before.apiCalls();
    say(
        "%-22s %4d changes  %4d events  %4d API calls  equal after %,6d ms"
            .formatted(
                what, changes, after.eventsReceived() - before.eventsReceived(), calls, elapsedMs));
    if (!equal) {
      failures.addAll(differences());
    }
    if (!told || eventsSince(before) > changes) {
      failures.add("%s: %d events for %d changes".formatted(what, eventsSince(before), changes));
    }
    if (!Await.within(LOGGED_WITHIN, () -> demo.aggregator().callsByBank().equals(logged()))) {
      failures.add(
          "%s: the meter has %s, the banks' access logs %s"
              .formatted(what, demo.aggregator().callsByBank(), logged()));
    }
    if (calls > callsMax) {
      failures.add("%s: %d API calls, at most %d expected".formatted(what, calls, callsMax));
    }
  }

  /** What the banks' own access logs have, by bank: the aggregator is the only TPP. */
  private Map<String, Calls> logged() {
    Map<String, Calls> logged = new TreeMap<>();
    for (int i = 0; i < demo.banks().size(); i++) {
      logged.put(
          AggregatorClient.bankId(demo.banks().get(i).address()),
          demo.accessLogs().get(i).allDataCalls());
    }
    return logged;
  }

  private long eventsSince(AggregatorClient.MeterFigures before) {
    return demo.aggregator().meter().eventsReceived() - before.eventsReceived();
  }

  /** An idle bank causes no call: nothing is done for a while, and the meter is read after it. */
  private static void lookOn() {
    Await.within(IDLE_LOOK, () -> false);
  }

  private void oneByOne(List<Target> targets) {
    for (int i = 0; i < SINGLE_CHANGES; i++) {
      Target target = targets.get(i % targets.size());
      target.pay(100 + i, "Single " + i);
      if (!Await.within(EQUAL_WITHIN, () -> differences(target).isEmpty())) {
        failures.addAll(differences(target));
        return;
      }
    }
  }

  private void burst(Target target) {
    inParallel(
        IntStream.range(0, BURST_CHANGES).mapToObj(i -> () -> target.pay(1 + i, "Burst " + i)));
  }

  private void scattered(List<Target> targets, int changes) {
    inParallel(
        IntStream.range(0, changes)
            .mapToObj(i -> () -> targets.get(i % targets.size()).pay(200 + i, "Scattered " + i)));
  }

  private void inParallel(Stream<Runnable> acts) {
    try (ExecutorService posters = Executors.newFixedThreadPool(POSTERS)) {
      for (var posted : acts.map(posters::submit).toList()) {
        try {
          posted.get();
        } catch (ExecutionException e) {
          failures.add("a change was refused: " + e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (BankClient bank : demo.banks()) {
      bank.accountsOf(bank.customerId(Demo.CUSTOMER))
          .forEach(account -> targets.add(new Target(bank, account)));
    }
    return targets;
  }

  private List<String> differences() {
    Map<String, Money> view = demo.aggregator().balances();
    return targets().stream().flatMap(target -> difference(view, target).stream()).toList();
  }

  private List<String> differences(Target target) {
    BankClient bank = target.bank();
    return bank.accounts().stream()
        .filter(account -> account.accountId().equals(target.account().accountId()))
        .flatMap(
            account -> difference(demo.aggregator().balances(), new Target(bank, account)).stream())
        .toList();
  }

  private static List<String> difference(Map<String, Money> view, Target target) {
    Money shown = view.get(target.account().accountId());
    Money kept = target.account().available();
    return kept.equals(shown)
        ? List.of()
        : List.of(
            "%s: the ledger at %s has %s, the view %s"
                .formatted(
                    target.account().accountId(),
                    target.bank().address(),
                    kept.decimal(),
                    shown == null ? "nothing" : shown.decimal()));
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
