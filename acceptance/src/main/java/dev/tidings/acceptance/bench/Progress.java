package dev.tidings.acceptance.bench;

import java.util.Locale;
import java.util.function.LongConsumer;

/** Says how far a long measurement is, so that nobody wonders whether it still runs. */
final class Progress {

  /** Lines about one long piece of work. */
  static final int PARTS = 4;

  private final long begunNs = System.nanoTime();

  /** A line with the seconds since the beginning before it. */
  void say(String what) {
    double seconds = (System.nanoTime() - begunNs) / 1e9;
    System.out.printf(Locale.ROOT, "[%4.0f s] %s%n", seconds, what);
  }

  /**
   * Says when a further part of so many is done; to be told how many are, after each.
   *
   * @param what is done, such as {@code changes posted}
   */
  LongConsumer of(int all, String what) {
    int part = Math.max(1, all / PARTS);
    return done -> {
      if (done % part == 0) {
        say(String.format(Locale.ROOT, "    %,d of %,d %s", done, all, what));
      }
    };
  }
}
