package dev.tidings.acceptance.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How often the accounts of one customer change.
 *
 * <p>{@link #calm} is an hour of shopping that goes on for as long as it is measured: a change
 * every two and a half minutes. A customer who pays twice a day has nearly three hundred times
 * fewer; a benchmark of minutes would see none of them. The fewer the changes, the better for
 * events, so this errs on the side of polling.
 */
enum Workload {
  calm(24),
  busy(1_200);

  private static final long SEED = 6;
  private static final int PENCE_MAX = 900;

  private final int changesPerHour;

  Workload(int changesPerHour) {
    this.changesPerHour = changesPerHour;
  }

  int changesPerHour() {
    return changesPerHour;
  }

  /**
   * A payment to be made.
   *
   * @param after since the beginning
   * @param account which one, counted round and round
   */
  record Payment(Duration after, int account, int pence) {}

  /** One at a random moment of each equal part of the time: the same for the same length. */
  List<Payment> payments(Duration length, int accounts) {
    Random random = new Random(SEED);
    long gapMs = Duration.ofHours(1).dividedBy(changesPerHour).toMillis();
    List<Payment> payments = new ArrayList<>();
    for (long part = 0; (part + 1) * gapMs <= length.toMillis(); part++) {
      payments.add(
          new Payment(
              Duration.ofMillis(part * gapMs + random.nextLong(gapMs)),
              random.nextInt(accounts),
              1 + random.nextInt(PENCE_MAX)));
    }
    return payments;
  }
}
