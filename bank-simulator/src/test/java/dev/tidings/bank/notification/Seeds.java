package dev.tidings.bank.notification;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which worlds are wanted: those on H2, and after them those on PostgreSQL.
 *
 * @param from the first seed
 */
record Seeds(int onH2, int onPostgres, long from) {

  static final String COUNT = "tidings.seeds";
  static final String FROM = "tidings.seed";
  static final String DATABASE = "tidings.seed.db";

  /** Worlds when nothing else is said. */
  static final int COUNT_DEFAULT = 500;

  /** Of so many worlds one is on PostgreSQL, where they are slower. */
  static final int ON_POSTGRES_EVERY = 10;

  /**
   * @param property gives the value of a system property, null for none
   * @throws IllegalArgumentException that says which of them is wrong, and what it may be
   */
  static Seeds of(Function<String, @Nullable String> property) {
    int count = (int) number(COUNT, property.apply(COUNT), COUNT_DEFAULT, 1, Integer.MAX_VALUE);
    long from = number(FROM, property.apply(FROM), 1, 0, Long.MAX_VALUE / 2);
    String database = property.apply(DATABASE);
    return switch (database == null ? "both" : database) {
      case "h2" -> new Seeds(count, 0, from);
      case "postgres" -> new Seeds(0, count, from);
      case "both" -> new Seeds(count - count / ON_POSTGRES_EVERY, count / ON_POSTGRES_EVERY, from);
      default ->
          throw new IllegalArgumentException(
              DATABASE + " is h2, postgres or both, and not " + database);
    };
  }

  int count() {
    return onH2 + onPostgres;
  }

  private static long number(
      String name, @Nullable String value, long otherwise, long least, long most) {
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "%s is a whole number from %d to %d, and not %s".formatted(name, least, most, value));
  }
}
