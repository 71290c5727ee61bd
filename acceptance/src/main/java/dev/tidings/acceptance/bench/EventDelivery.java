package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast one bank tells twenty TPPs: latency at open-loop rates, sustained signed events a
 * second, and the drain of a backlog; the processor time of each event beside that of its bare
 * parts.
 */
final class EventDelivery {

  private static final int TPPS = 20;
  private static final int WARM_UP_CHANGES = 150;
  private static final int POSTERS = 8;
  private static final int IDLE_CHANGES = 300;
  private static final double IDLE_RATE = 10;
  private static final Duration RATE_TIME = Duration.ofSeconds(20);
  private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(10);

  private final Installation installation;
  private final Path data;
  private final int changes;
  private final int backlog;

  EventDelivery(Installation installation, Path data, int changes, int backlog) {
    this.installation = installation;
    this.data = data;
    this.changes = changes;
    this.backlog = backlog;
  }

  void run() {
    System.out.printf(
        "signed events to %d TPPs: idle, all of %d changes at once, at rates, and a backlog of %d%n",
        TPPS, changes, backlog);
    measure(false);
    measure(true);
  }

  private void measure(boolean nativeCrypto) {
    String name = nativeCrypto ? "native" : "jdk";
    BareParts bare = BareParts.measure(installation, data.resolve("bare-" + name), nativeCrypto);
    System.out.printf(
        "signing by %s; bare parts of one event, µs of CPU: sign %.0f + POST %.0f + write %.0f = %.0f%n",
        nativeCrypto ? "the native provider" : "the JDK",
        bare.sign(),
        bare.post(),
        bare.write(),
        bare.sum());
    List<String> jvm =
        List.of("-Xmx768m", "-Dtidings.native-crypto=" + (nativeCrypto ? "on" : "off"));
    try (Program program =
            installation.startBank("Bench Bank", 0, data.resolve("bank-" + name), 1, "off", jvm);
        Receivers receivers = new Receivers()) {
      BankClient bank = new BankClient(program.awaitReady(), new Http());
      Load load = new Load(bank, receivers);
      load.tpp("TPP 0").subscribe(receivers.callback(0));
      load.atRate(IDLE_RATE, IDLE_CHANGES);
      receivers.takeLatenciesMs();
      load.atRate(IDLE_RATE, IDLE_CHANGES);
      print("idle, one TPP", Distribution.of(receivers.takeLatenciesMs()));
      for (int i = 1; i < TPPS; i++) {
        load.tpp("TPP " + i).subscribe(receivers.callback(i));
      }
      load.atOnce(WARM_UP_CHANGES, TPPS);
      double sustained = sustained(program, load, bare);
      for (double share : new double[] {0.25, 0.5, 0.75}) {
        receivers.takeLatenciesMs();
        double rate = sustained * share / TPPS;
        load.atRate(rate, (int) (rate * RATE_TIME.toSeconds()), TPPS);
        print(
            "at %.0f %% of that".formatted(share * 100),
            Distribution.of(receivers.takeLatenciesMs()));
      }
    }
    drain(nativeCrypto, jvm, bare);
  }

  private double sustained(Program program, Load load, BareParts bare) {
    Duration before = CpuTime.of(program.pid());
    long begin = System.nanoTime();
    load.atOnce(changes, TPPS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    long events = (long) changes * TPPS;
    double rate = events / seconds;
    double each = CpuTime.microsEach(before, CpuTime.of(program.pid()), events);
    System.out.printf(
        "  %d changes, each told to %d TPPs: %.0f signed events/s; %.0f µs of CPU each, bare parts are %.0f %%%n",
        changes, TPPS, rate, each, 100 * bare.sum() / each);
    return rate;
  }

  /** Queued for TPPs that poll, which then ask for push: what is left is sending. */
  private void drain(boolean nativeCrypto, List<String> jvm, BareParts bare) {
    Path folder = data.resolve("drain-" + (nativeCrypto ? "native" : "jdk"));
    try (Program program = installation.startBank("Bench Bank", 0, folder, 1, "off", jvm);
        Receivers receivers = new Receivers()) {
      BankClient bank = new BankClient(program.awaitReady(), new Http());
      Load load = new Load(bank, receivers);
      List<BenchTpp> tpps = new ArrayList<>();
      List<String> subscriptions = new ArrayList<>();
      for (int i = 0; i < TPPS; i++) {
        BenchTpp tpp = load.tpp("TPP " + i);
        tpps.add(tpp);
        subscriptions.add(tpp.subscribe(null));
      }
      int queued = backlog / TPPS * TPPS;
      load.post(backlog / TPPS);
      load.awaitQueued(queued);
      Duration before = CpuTime.of(program.pid());
      long begin = System.nanoTime();
      for (int i = 0; i < TPPS; i++) {
        tpps.get(i).pushTo(receivers.callback(i), subscriptions.get(i));
      }
      load.awaitReceived(queued);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double each = CpuTime.microsEach(before, CpuTime.of(program.pid()), queued);
      double parts = bare.post() + bare.write();
      System.out.printf(
          "  backlog of %d drained in %.1f s: %.0f/s; %.0f µs of CPU each, bare POST + write %.0f µs, %.0f %%%n",
          queued, seconds, queued / seconds, each, parts, 100 * parts / each);
    }
  }

  private static void print(String what, Distribution latency) {
    System.out.printf(
        "  %-22s ms from the change to its event: p50 %.1f, p99 %.1f, p99.9 %.1f, n %d%n",
        what,
        latency.median(),
        latency.percentile(0.99),
        latency.percentile(0.999),
        latency.sorted().size());
  }

  /** Changes to the customer's accounts, and the waiting for their events. */
  private static final class Load {

    private final BankClient bank;
    private final Receivers receivers;
    private final SigningKey key = SigningKey.generate();
    private final List<BankClient.LedgerAccount> accounts;
    private long expected;
    private int posted;

    Load(BankClient bank, Receivers receivers) {
      this.bank = bank;
      this.receivers = receivers;
      this.accounts = bank.accountsOf(bank.customerId(Demo.CUSTOMER));
    }

    BenchTpp tpp(String name) {
      return BenchTpp.allowedBy(Demo.CUSTOMER, bank, key, name);
    }

    void atRate(double perSecond, int count) {
      atRate(perSecond, count, 1);
    }

    /** Open loop: each change at its own time, whether or not the one before is done. */
    void atRate(double perSecond, int count, int tpps) {
      long begin = System.nanoTime();
      try (ExecutorService posters = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < count; i++) {
          long due = begin + (long) (i / perSecond * 1e9);
          for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
          int number = posted++;
          posters.execute(() -> change(number));
        }
      }
      await(count, tpps);
    }

    /** As fast as the bank takes them. */
    void atOnce(int count, int tpps) {
      post(count);
      await(count, tpps);
    }

    void post(int count) {
      try (ExecutorService posters = Executors.newFixedThreadPool(POSTERS)) {
        for (int i = 0; i < count; i++) {
          int number = posted++;
          posters.execute(() -> change(number));
        }
      }
    }

    void awaitReceived(long count) {
      expected += count;
      if (!Await.within(ARRIVES_WITHIN, () -> receivers.received() >= expected)) {
        throw new IllegalStateException(receivers.received() + " of " + expected + " arrived");
      }
    }

    void awaitQueued(long count) {
      if (!Await.within(ARRIVES_WITHIN, () -> backlog() >= count)) {
        throw new IllegalStateException(backlog() + " of " + count + " were queued");
      }
    }

    private double backlog() {
      return bank.http()
          .get(bank.address().resolve("/metrics"))
          .expect(200)
          .body()
          .lines()
          .filter(line -> line.startsWith("tidings_delivery_backlog"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }

    private void await(int count, int tpps) {
      awaitReceived((long) count * tpps);
    }

    private void change(int number) {
      BankClient.LedgerAccount account = accounts.get(number % accounts.size());
      bank.post(
          account.accountId(),
          new Money(number % 2 == 0 ? -1 : 1, account.available().currency()),
          "Bench " + number);
    }
  }
}
