package dev.tidings.openbanking;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ISO 8601 as the standard lets a client write it: with or without seconds and fractions, any zone
 * notation. Results are cut to milliseconds. Source: OBIE R/W v4.0, Date Formats and Filtering.
 */
public final class IsoDateTime {

  /** The first year that is taken. */
  public static final int YEAR_MIN = 1;

  /** The last year that is taken: four digits. */
  public static final int YEAR_MAX = 9999;

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})"
              + "(?:T(\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)(Z|[+\\- ]\\d{2}(?::?\\d{2})?)?)?");

  private IsoDateTime() {}

  /**
   * A moment in a payload: date, time and zone.
   *
   * @throws DateTimeException when a part is missing or no such moment exists
   */
  public static Instant parse(String text) {
    Matcher matcher = match(text);
    String zone = matcher.group(3);
    if (zone == null || zone.startsWith(" ")) {
      throw new DateTimeException("expected date, time and zone, such as 2026-11-23T10:43:07Z");
    }
    return moment(matcher, ZoneOffset.of(zone));
  }

  /**
   * A moment in a query: the time may be left out and is then midnight; a zone is ignored, as the
   * standard demands, and UTC meant.
   *
   * @throws DateTimeException when there is no such moment
   */
  public static Instant parseInQuery(String text) {
    return moment(match(text), ZoneOffset.UTC);
  }

  private static Matcher match(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new DateTimeException("expected an ISO 8601 date and time");
    }
    return matcher;
  }

  private static Instant moment(Matcher matcher, ZoneOffset zone) {
    Instant moment =
        LocalDate.parse(matcher.group(1))
            .atTime(timeOf(matcher.group(2)))
            .toInstant(zone)
            .truncatedTo(ChronoUnit.MILLIS);
    int year = moment.atOffset(ZoneOffset.UTC).getYear();
    if (year < YEAR_MIN || year > YEAR_MAX) {
      throw new DateTimeException("expected a year from 0001 to 9999");
    }
    return moment;
  }

  private static LocalTime timeOf(@Nullable String time) {
    return time == null ? LocalTime.MIDNIGHT : LocalTime.parse(time.replace(',', '.'));
  }
}
