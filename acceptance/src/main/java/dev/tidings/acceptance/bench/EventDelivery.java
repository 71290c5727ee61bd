package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Installation;
import dev.tidings.jose.NativeCrypto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How fast one bank tells twenty TPPs, with each signer: sustained signed events a second, the
 * processor time of each event beside that of its bare parts, and latency at open-loop rates, to
 * the TPPs and to the view of an aggregator.
 */
final class EventDelivery {

  static final int TPPS = 20;

  /**
   * The warm-up is so many times as long as a round, first with nobody to tell, then with all. What
   * runs once for each change is compiled for good only after 5,000 to 15,000 of them: after 3,000
   * the compiler still took a sixth of the bank's processor time, after 10,000 a twentieth.
   */
  private static final int UNTOLD_WARM_UPS = 32;

  private static final int WARM_UPS = 16;

  private static final double HALF = 0.5;
  private static final Duration HALF_TIME = Duration.ofSeconds(20);
  private static final double MUCH = 0.8;
  private static final Duration MUCH_TIME = Duration.ofSeconds(10);

  private static final double IDLE_RATE = 20;

  private final Installation installation;
  private final Path data;
  private final int changes;
  private final int idleChanges;
  private final Progress progress;

  /**
   * @param changes of a round
   * @param idleChanges to follow one by one
   */
  EventDelivery(
      Installation installation, Path data, int changes, int idleChanges, Progress progress) {
    this.installation = installation;
    this.data = data;
    this.changes = changes;
    this.idleChanges = idleChanges;
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

    /** A bank would sign by the JDK where the provider does not load. */
    boolean isHere() {
      return this == JDK || NativeCrypto.provider().isPresent();
    }
  }

  void run(Signer signer) {
    if (!signer.isHere()) {
      progress.say("%s signer: does not load on this machine".formatted(signer));
      return;
    }
    Path folder = data.resolve(signer.name());
    progress.say("%s signer: starting ...".formatted(signer));
    double halfRate;
    try (BareParts bare = BareParts.start(installation, folder.resolve("bare"), signer, progress);
        BenchBank bank = BenchBank.start(installation, folder.resolve("bank"), signer)) {
      warmUp(bank, UNTOLD_WARM_UPS, 0);
      List<BenchTpp> tpps = bank.pushedTo(TPPS);
      warmUp(bank, WARM_UPS, TPPS);
      double sustained = new SustainedEvents(bank, bare, changes, progress).perSecond();
      EventLatency latency = new EventLatency(bank, progress);
      halfRate = HALF * sustained / TPPS;
      double muchRate = MUCH * sustained / TPPS;
      latency.measure("at half of the sustained rate", halfRate, count(halfRate, HALF_TIME), TPPS);
      latency.measure("at 80 % of the sustained rate", muchRate, count(muchRate, MUCH_TIME), TPPS);
      tpps.subList(1, TPPS).forEach(BenchTpp::leave);
      latency.measure("at an idle bank", IDLE_RATE, idleChanges, 1);
      progress.say(
          "  events that came more than once since the start: %d"
              .formatted(bank.receivers().repeats()));
    }
    new ChangeToView(installation, folder.resolve("view"), signer, progress)
        .run(halfRate, HALF_TIME);
  }

  private void warmUp(BenchBank bank, int rounds, int tpps) {
    int count = rounds * changes;
    progress.say(
        "  warming up the bank with %d changes, told to %d TPPs ...".formatted(count, tpps));
    bank.load().atOnce(count, progress.of(count, "changes posted"));
    bank.awaitSettled((long) count * tpps);
  }

  private static int count(double perSecond, Duration time) {
    return Math.max(1, (int) (perSecond * time.toSeconds()));
  }
}
