package dev.tidings.bank.arrangement;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * On which days something monthly happens: on a day of the month, or the working day after it.
 * Weekends only, no bank holidays.
 *
 * @param months 1 to 12; empty for never again
 * @param dayOfMonth 1 to 31; the last day where a month has no such day
 */
public record Recurrence(Set<Integer> months, int dayOfMonth) {

  public static final Set<Integer> EVERY_MONTH =
      IntStream.rangeClosed(1, 12).boxed().collect(Collectors.toUnmodifiableSet());

  /** When in the day, in UTC, payments are made. */
  static final LocalTime PAYMENT_TIME = LocalTime.of(6, 0);

  public Recurrence {
    months = Set.copyOf(months);
  }

  public static boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }

  /** When in this day, in UTC, a payment is made. */
  public static Instant paymentTime(LocalDate day) {
    return day.atTime(PAYMENT_TIME).toInstant(ZoneOffset.UTC);
  }

  /** Whether it falls on this day. */
  public boolean isDue(LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return Stream.of(month.minusMonths(1), month)
        .anyMatch(m -> months.contains(m.getMonthValue()) && in(m).equals(day));
  }

  /** The first day after this one on which it falls; there must be months. */
  public LocalDate next(LocalDate after) {
    if (months.isEmpty()) {
      throw new IllegalStateException("it does not recur");
    }
    YearMonth start = YearMonth.from(after).minusMonths(1);
    return Stream.iterate(start, month -> month.plusMonths(1))
        .filter(month -> months.contains(month.getMonthValue()))
        .map(this::in)
        .filter(day -> day.isAfter(after))
        .findFirst()
        .orElseThrow();
  }

  private LocalDate in(YearMonth month) {
    LocalDate day = month.atDay(Math.min(dayOfMonth, month.lengthOfMonth()));
    while (!isWorkingDay(day)) {
      day = day.plusDays(1);
    }
    return day;
  }
}
