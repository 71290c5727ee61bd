package dev.tidings.bank.notification;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What has happened in a simulated world, line by line. */
final class Journal {

  /** Lines shown to whoever has to understand a failure. */
  private static final int SHOWN_MAX = 60;

  /** A world that writes more than any does never ends. */
  private static final int LINES_MAX = 100_000;

  private final InstantSource clock;
  private final List<String> lines = new ArrayList<>();

  Journal(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param depth of what happens while something else is under way
   */
  void note(int depth, String what) {
    if (lines.size() == LINES_MAX) {
      throw new AssertionError("never done, after %d lines".formatted(LINES_MAX));
    }
    lines.add(clock.instant() + " ".repeat(2 * depth + 1) + what);
  }

  List<String> lines() {
    return lines;
  }

  /** The latest. */
  String shown() {
    int first = Math.max(0, lines.size() - SHOWN_MAX);
    return String.join(System.lineSeparator(), lines.subList(first, lines.size()));
  }
}
