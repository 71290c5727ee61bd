package dev.tidings.bank.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates as customers of a UK bank read them. */
final class Dates {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK).withZone(LONDON);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.UK).withZone(LONDON);

  private Dates() {}

  static String day(Instant instant) {
    return DAY.format(instant);
  }

  static String until(@Nullable Instant instant) {
    return instant == null ? "you take it back" : day(instant);
  }

  /** With the time of day if it is of yesterday, today or tomorrow. */
  static String moment(Instant instant, Instant now) {
    LocalDate day = LocalDate.ofInstant(instant, LONDON);
    LocalDate today = LocalDate.ofInstant(now, LONDON);
    if (day.equals(today)) {
      return "today at " + TIME.format(instant);
    }
    if (day.equals(today.plusDays(1))) {
      return "tomorrow at " + TIME.format(instant);
    }
    return day.equals(today.minusDays(1)) ? "yesterday at " + TIME.format(instant) : day(instant);
  }

  /** How long it is until then, in whole days. */
  static String left(Instant until, Instant now) {
    long days = Duration.between(now, until).toDays();
    if (days == 0) {
      return "less than a day left";
    }
    return days == 1 ? "1 day left" : days + " days left";
  }
}
