package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.jose.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast one bank tells twenty TPPs, with each signer: latency at open-loop rates, sustained
 * signed events a second, and the processor time of each event beside that of its bare parts.
 *
 * <p>Latency is counted from {@code occurred_at}: when the change is written down, which is before
 * its commit, cut to the millisecond. So it is half a millisecond too long on average, and by the
 * commit.
 *
 * <p>The processor time is that of the whole bank process while it works: what the events cost, and
 * also the changes that cause them (their requests, ledger entries and alerts), shared out over the
 * TPPs that are told, the compiler and the collector. The changes are posted and the events
 * received by this process, whose time does not count.
 */
final class EventDelivery {

  static final int TPPS = 20;

  /** Of sustained events. */
  private static final int ROUNDS = 5;

  /**
   * The warm-up is so many times as long as all rounds. What runs once for each change is compiled
   * for good only after 5,000 to 15,000 of them: after 3,000 the compiler still took a sixth of the
   * bank's processor time.
   */
  private static final int WARM_UPS = 10;

  private static final double IDLE_RATE = 20;
  private static final int IDLE_CHANGES = 300;
  private static final double HALF = 0.5;
  private static final Duration HALF_TIME = Duration.ofSeconds(20);
  private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(10);

  private final Installation installation;
  private final Path data;
  private final int changes;
  private final Progress progress;

  EventDelivery(Installation installation, Path data, int changes, Progress progress) {
    this.installation = installation;
    this.data = data;
    this.changes = changes;
    this.progress = progress;
  }

  /** Whom SETs are signed by. */
  enum Signer {
    JDK("off"),
    NATIVE("on");

    private final String nativeCrypto;

    Signer(String nativeCrypto) {
      this.nativeCrypto = nativeCrypto;
    }

    List<String> jvmOptions() {
      return List.of("-Xmx768m", "-Dtidings.native-crypto=" + nativeCrypto);
    }
  }

  void run(Signer signer) {
    Path folder = data.resolve(signer.name());
    progress.say("%s signer: starting ...".formatted(signer));
    try (BareParts bare = BareParts.start(installation, folder.resolve("bare"), signer);
        Program program =
            installation.startBank(
                "Bench Bank", 0, folder.resolve("bank"), 1, "off", signer.jvmOptions());
        Receivers receivers = new Receivers()) {
      BankClient bank = new BankClient(program.awaitReady(), new Http());
      SigningKey key = SigningKey.generate();
      PostedChanges load = new PostedChanges(bank);
      List<BenchTpp> tpps = new ArrayList<>();
      for (int i = 0; i < TPPS; i++) {
        tpps.add(BenchTpp.subscribed(bank, key, i, receivers));
      }
      progress.say("  warming up with %d changes ...".formatted(WARM_UPS * changes));
      load.atOnce(WARM_UPS * changes);
      receivers.await((long) WARM_UPS * changes * TPPS, ARRIVES_WITHIN);
      double sustained = sustained(program, load, receivers, bare);
      double rate = sustained * HALF / TPPS;
      int count = (int) (rate * HALF_TIME.toSeconds());
      latency(program, "half of that", load, rate, count, TPPS, receivers);
      tpps.subList(1, TPPS).forEach(BenchTpp::leave);
      latency(
          program, "idle, 20 changes/s to one TPP", load, IDLE_RATE, IDLE_CHANGES, 1, receivers);
      ChangeToView view = new ChangeToView(installation, folder.resolve("view"), signer, progress);
      view.run(rate, HALF_TIME);
    }
  }

  /** In turns with the bare parts, so that whatever else the machine does happens to both. */
  private double sustained(
      Program program, PostedChanges load, Receivers receivers, BareParts bare) {
    int each = Math.max(1, changes / ROUNDS);
    progress.say(
        "  %d rounds: bare parts, then %d changes at once, each told to %d TPPs ..."
            .formatted(ROUNDS, each, TPPS));
    List<Double> rates = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> ratiosInGroups = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      BareParts.Cost parts = bare.measure();
      long events = (long) each * TPPS;
      Duration before = CpuTime.of(program.pid());
      long begin = System.nanoTime();
      load.atOnce(each);
      receivers.await(events, ARRIVES_WITHIN);
      double rate = events / ((System.nanoTime() - begin) / 1e9);
      double micros = CpuTime.microsEach(before, CpuTime.of(program.pid()), events);
      progress.say(
          "    %.0f signed events/s, %.0f µs CPU each; bare: %s".formatted(rate, micros, parts));
      rates.add(rate);
      ratios.add(parts.sum() / micros);
      ratiosInGroups.add(parts.sumInGroups() / micros);
    }
    double sustained = Distribution.of(rates).median();
    progress.say(
        "  sustained, median: %.0f signed events/s; bare parts are %.0f %% of their CPU (%.0f %% with writes in groups)"
            .formatted(
                sustained,
                100 * Distribution.of(ratios).median(),
                100 * Distribution.of(ratiosInGroups).median()));
    return sustained;
  }

  private void latency(
      Program program,
      String what,
      PostedChanges load,
      double rate,
      int count,
      int tpps,
      Receivers receivers) {
    receivers.takeLatenciesMs();
    Duration before = CpuTime.of(program.pid());
    load.atRate(rate, count);
    long events = (long) count * tpps;
    receivers.await(events, ARRIVES_WITHIN);
    progress.say(
        "  %s: ms from the change to its event at the TPP %s; %.0f µs CPU each"
            .formatted(
                what,
                Distribution.of(receivers.takeLatenciesMs()),
                CpuTime.microsEach(before, CpuTime.of(program.pid()), events)));
  }
}
