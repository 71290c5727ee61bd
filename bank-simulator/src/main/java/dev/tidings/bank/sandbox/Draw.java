package dev.tidings.bank.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Random draws with a memory of nothing but the seed. Not thread-safe. */
final class Draw {

  private final RandomGenerator random;

  /**
   * @param stream what is drawn for: each has its own sequence, whatever the others draw
   */
  Draw(long seed, String stream) {
    this.random = new SplittableRandom(mix(seed) ^ mix(stream.hashCode()));
  }

  /** Evenly from low to high, both included. */
  long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  /** A believable price: the low end more often, and many that end on .99, .50 or .00. */
  long price(long lowMinor, long highMinor) {
    double skewed = random.nextDouble() * random.nextDouble();
    long minor = lowMinor + Math.round((highMinor - lowMinor) * skewed);
    long ending =
        switch (random.nextInt(6)) {
          case 0 -> 99;
          case 1 -> 50;
          case 2 -> 0;
          default -> minor % 100;
        };
    return Math.max(lowMinor, minor - minor % 100 + ending);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Exponentially distributed, at most ten times the mean. */
  long pauseMs(long meanMs) {
    return Math.round(Math.min(10, -Math.log(1 - random.nextDouble())) * meanMs);
  }

  /** A moment of the day. */
  Instant on(LocalDate day, LocalTime from, LocalTime to) {
    long ms = TimeUnit.NANOSECONDS.toMillis(random.nextLong(from.toNanoOfDay(), to.toNanoOfDay()));
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plusMillis(ms);
  }

  String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  /** Twenty hexadecimal digits. */
  String id() {
    return String.format(Locale.ROOT, "%016x%04x", random.nextLong(), random.nextInt(0x10000));
  }

  private static long mix(long value) {
    return new SplittableRandom(value).nextLong();
  }
}
