package dev.tidings.acceptance.demo;

import dev.tidings.acceptance.system.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How fast a story goes.
 *
 * @param times faster than somebody reads and looks; 0 to wait for Enter
 */
record Pace(int times) {

  /** A slow reader's time for a character. */
  private static final Duration A_CHARACTER = Duration.ofMillis(55);

  /** Time to find on the page what has changed. */
  private static final Duration A_LOOK = Duration.ofSeconds(4);

  private static final int TIMES_MAX = 100;

  boolean isStepByStep() {
    return times == 0;
  }

  /** Until the words are read, or Enter is pressed. */
  void awaitRead(String words) {
    if (isStepByStep()) {
      awaitEnter();
    } else {
      pass(A_CHARACTER.multipliedBy(words.length()));
    }
  }

  /** Until the page has been looked at. */
  void awaitSeen() {
    if (!isStepByStep()) {
      pass(A_LOOK);
    }
  }

  private void pass(Duration usual) {
    Await.within(usual.dividedBy(times), () -> false);
  }

  private static void awaitEnter() {
    try {
      int character = System.in.read();
      while (character != '\n' && character != -1) {
        character = System.in.read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads {@code 1x}, {@code 10x}, {@code step}. */
  static final class Converter implements ITypeConverter<Pace> {

    @Override
    public Pace convert(String text) {
      if (text.equals("step")) {
        return new Pace(0);
      }
      if (text.matches("[1-9]\\d{0,2}x")) {
        int times = Integer.parseInt(text.substring(0, text.length() - 1));
        if (times <= TIMES_MAX) {
          return new Pace(times);
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is not a pace such as 1x or 10x, at most " + TIMES_MAX + "x, nor step");
    }
  }
}
