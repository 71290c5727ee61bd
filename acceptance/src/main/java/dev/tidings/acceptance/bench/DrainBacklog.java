package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * How fast a bank sends a backlog: queued, and so signed, for TPPs that poll, which then ask for
 * push. Whoever has signed makes no difference.
 */
final class DrainBacklog {

  private static final Duration WITHIN = Duration.ofMinutes(30);

  private final Installation installation;
  private final Path data;
  private final Progress progress;

  DrainBacklog(Installation installation, Path data, Progress progress) {
    this.installation = installation;
    this.data = data;
    this.progress = progress;
  }

  /**
   * Prints it.
   *
   * @param backlog events, shared out evenly
   * @param tpps with as many for each
   */
  void run(EventDelivery.Signer signer, int backlog, int tpps) {
    int changes = Math.max(1, backlog / tpps);
    int queued = changes * tpps;
    try (BenchBank bank = BenchBank.start(installation, data.resolve("of-" + tpps), signer)) {
      String what =
          String.format(
              Locale.ROOT,
              "backlog of %,d for %s, signed before",
              queued,
              tpps == 1
                  ? "one TPP, in order on each of its %d accounts".formatted(bank.load().accounts())
                  : "%d TPPs, %,d for each".formatted(tpps, changes));
      List<BenchTpp> waiting = bank.queuedFor(tpps);
      progress.say(what + ": queueing ...");
      bank.load().atOnce(changes, progress.of(changes, "changes posted"));
      bank.awaitQueued(queued);
      progress.say("  all are queued, now draining ...");
      drain(bank, waiting, queued, what);
    }
  }

  private void drain(BenchBank bank, List<BenchTpp> waiting, int queued, String what) {
    Duration before = bank.cpu();
    long begin = System.nanoTime();
    for (int i = 0; i < waiting.size(); i++) {
      waiting.get(i).pushTo(bank.receivers().callback(i));
    }
    int part = Math.max(1, queued / Progress.PARTS);
    LongConsumer line = progress.of(queued, "sent");
    int left = queued;
    while (left > 0) {
      int next = Math.min(part, left);
      bank.receivers().await(next, WITHIN);
      left -= next;
      line.accept(queued - left);
    }
    bank.awaitSettled(0);
    double seconds = (System.nanoTime() - begin) / 1e9;
    progress.say(
        String.format(
            Locale.ROOT,
            "%s: drained in %.1f s, %,.0f/s, %.0f µs CPU each, %d came more than once",
            what,
            seconds,
            queued / seconds,
            CpuTime.microsEach(before, bank.cpu(), queued),
            bank.receivers().repeats()));
  }
}
