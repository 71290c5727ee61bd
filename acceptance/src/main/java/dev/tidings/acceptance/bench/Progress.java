package dev.tidings.acceptance.bench;

import java.util.Locale;

/** Says how far a long measurement is, so that nobody wonders whether it still runs. */
final class Progress {

  private final long begunNs = System.nanoTime();

  /** A line with the seconds since the beginning before it. */
  void say(String what) {
    double seconds = (System.nanoTime() - begunNs) / 1e9;
    System.out.printf(Locale.ROOT, "[%4.0f s] %s%n", seconds, what);
  }
}
