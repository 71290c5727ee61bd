package dev.tidings.acceptance.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many signed events a second a bank sends when it is given as many changes as it takes, and
 * what each costs it beside its bare parts.
 *
 * <p>A round ends when the bank has written down that its last event was answered. The processor
 * time is that of the whole bank process until then: what the events cost, and also the changes
 * that cause them (their requests, ledger entries and alerts), shared out over the TPPs that are
 * told, the compiler and the collector. The changes are posted and the events received by this
 * process, whose time does not count.
 */
final class SustainedEvents {

  private static final int ROUNDS = 5;

  private final BenchBank bank;
  private final BareParts bare;
  private final int changes;
  private final Progress progress;
  private final List<Double> rates = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> ratiosInGroups = new ArrayList<>();

  /**
   * @param changes of a round
   */
  SustainedEvents(BenchBank bank, BareParts bare, int changes, Progress progress) {
    this.bank = bank;
    this.bare = bare;
    this.changes = changes;
    this.progress = progress;
  }

  /** The median round; in turns with the bare parts, so that the machine is as busy for both. */
  double perSecond() {
    progress.say(
        "  %d rounds: bare parts, then %d changes as fast as the bank takes them, told to %d TPPs"
            .formatted(ROUNDS, changes, EventDelivery.TPPS));
    for (int i = 0; i < ROUNDS; i++) {
      round();
    }
    double sustained = median(rates);
    progress.say("  sustained, median: %.0f signed events/s".formatted(sustained));
    progress.say(
        "  bare parts, of the bank's processor time, median: %.0f %% with a commit for each row"
            .formatted(100 * median(ratios)));
    progress.say(
        "    stricter, with %d rows to a commit, as the bank shares its commits too: %.0f %%"
            .formatted(BarePartsProgram.GROUP, 100 * median(ratiosInGroups)));
    return sustained;
  }

  private void round() {
    BareParts.Cost parts = bare.measure();
    long events = (long) changes * EventDelivery.TPPS;
    Duration before = bank.cpu();
    long begin = System.nanoTime();
    bank.load().atOnce(changes);
    bank.awaitSettled(events);
    double seconds = (System.nanoTime() - begin) / 1e9;
    double micros = CpuTime.microsEach(before, bank.cpu(), events);
    progress.say(
        "    %.0f signed events/s for %.1f s, %.0f µs CPU each"
            .formatted(events / seconds, seconds, micros));
    progress.say("      bare: %s".formatted(parts));
    rates.add(events / seconds);
    ratios.add(parts.sum() / micros);
    ratiosInGroups.add(parts.sumInGroups() / micros);
  }

  private static double median(List<Double> values) {
    return Distribution.of(values).median();
  }
}
