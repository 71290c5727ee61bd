package dev.tidings.tpp.web;

import java.time.Duration;
import java.util.Locale;

/** Sizes and durations to compare at a glance: two or three figures and a unit. */
public final class Magnitudes {

  private static final long KILO = 1_000;

  private Magnitudes() {}

  /** Such as {@code 38 kB}; kilo is a thousand. */
  public static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    double kilobytes = (double) bytes / KILO;
    return kilobytes < KILO
        ? figures(kilobytes) + " kB"
        : kilobytes < KILO * KILO
            ? figures(kilobytes / KILO) + " MB"
            : figures(kilobytes / KILO / KILO) + " GB";
  }

  /** Such as {@code 64 ms}, {@code 2.4 s}, {@code 7.5 min} or {@code 3.0 h}. */
  public static String time(long ms) {
    Duration time = Duration.ofMillis(ms);
    if (ms < KILO) {
      return ms + " ms";
    }
    if (time.toMinutes() < 1) {
      return figures(ms / 1e3) + " s";
    }
    return time.toHours() < 1 ? figures(ms / 6e4) + " min" : figures(ms / 3.6e6) + " h";
  }

  private static String figures(double number) {
    return String.format(Locale.UK, number < 10 ? "%.1f" : "%,.0f", number);
  }
}
