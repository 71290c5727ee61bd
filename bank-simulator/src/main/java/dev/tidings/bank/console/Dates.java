package dev.tidings.bank.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates as customers of a UK bank read them. */
final class Dates {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK).withZone(ZoneId.of("Europe/London"));

  private Dates() {}

  static String day(Instant instant) {
    return DAY.format(instant);
  }

  static String until(@Nullable Instant instant) {
    return instant == null ? "you take it back" : day(instant);
  }
}
