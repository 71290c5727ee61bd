package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.ChangeStream;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.jose.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * From the change to the refreshed view of a real aggregator, which is told as one TPP beside
 * others. A refresh covers all changes that wait for it, so there may be fewer than there were
 * changes.
 */
final class ChangeToView {

  private static final double WARM_UP_RATE = 20;
  private static final int WARM_UP_CHANGES = 300;
  private static final double IDLE_RATE = 4;
  private static final int IDLE_CHANGES = 100;
  private static final int WARM_UP_ALL = 150;
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final Installation installation;
  private final Path data;
  private final EventDelivery.Signer signer;
  private final Progress progress;
  private final ConcurrentLinkedQueue<Double> viewMs = new ConcurrentLinkedQueue<>();

  ChangeToView(
      Installation installation, Path data, EventDelivery.Signer signer, Progress progress) {
    this.installation = installation;
    this.data = data;
    this.signer = signer;
    this.progress = progress;
  }

  /**
   * @param perSecond changes with all TPPs beside the aggregator
   */
  void run(double perSecond, Duration time) {
    Http http = new Http();
    try (Program bankProgram =
            installation.startBank(
                "View Bank", 0, data.resolve("bank"), 1, "off", signer.jvmOptions());
        Receivers receivers = new Receivers()) {
      BankClient bank = new BankClient(bankProgram.awaitReady(), http);
      try (Program program =
          installation.startAggregator(0, data.resolve("tpp"), List.of(bank.address()))) {
        AggregatorClient aggregator = new AggregatorClient(program.awaitReady(), http);
        aggregator.awaitRegistered(bank.address());
        aggregator.connect(bank, Demo.CUSTOMER);
        try (ChangeStream _ =
            ChangeStream.open(
                aggregator.address(),
                http.client(),
                change -> viewMs.add(change.path("viewAfterMs").asDouble()))) {
          progress.say("  to the view of an aggregator: warming up ...");
          PostedChanges load = new PostedChanges(bank);
          load.atRate(WARM_UP_RATE, WARM_UP_CHANGES);
          measure("idle, 4 changes/s to it alone", load, IDLE_RATE, IDLE_CHANGES, aggregator);
          SigningKey key = SigningKey.generate();
          for (int i = 0; i < EventDelivery.TPPS; i++) {
            BenchTpp.subscribed(bank, key, i, receivers);
          }
          load.atRate(perSecond, WARM_UP_ALL);
          int count = (int) (perSecond * time.toSeconds());
          measure("half load, beside 20 TPPs", load, perSecond, count, aggregator);
        }
      }
    }
  }

  private void measure(
      String what, PostedChanges load, double rate, int count, AggregatorClient aggregator) {
    settle(aggregator);
    viewMs.clear();
    double achieved = load.atRate(rate, count);
    settle(aggregator);
    progress.say(
        "  %s (%.1f changes/s of %.1f achieved): ms from the change to the view %s"
            .formatted(what, achieved, rate, Distribution.of(new ArrayList<>(viewMs))));
  }

  /** Until no event has come for a while and nothing waits to be read. */
  private static void settle(AggregatorClient aggregator) {
    long[] last = {-1, 0};
    boolean settled =
        Await.within(
            WITHIN,
            () -> {
              long events = aggregator.meter().eventsReceived();
              if (events != last[0] || !aggregator.isSettled()) {
                last[0] = events;
                last[1] = System.nanoTime();
              }
              return System.nanoTime() - last[1] > QUIET.toNanos();
            });
    if (!settled) {
      throw new IllegalStateException("the aggregator never came to rest");
    }
  }
}
