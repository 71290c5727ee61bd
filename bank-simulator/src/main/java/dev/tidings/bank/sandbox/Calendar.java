package dev.tidings.bank.sandbox;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;

/** On which day something monthly happens; weekends only, no bank holidays. */
final class Calendar {

  static final Set<Integer> EVERY_MONTH = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

  private Calendar() {}

  static boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }

  /** Whether it falls on this day: on that day of a month, or the working day after it. */
  static boolean isDue(LocalDate day, int dayOfMonth, Set<Integer> months) {
    YearMonth month = YearMonth.from(day);
    return isDue(day, dayOfMonth, month, months)
        || isDue(day, dayOfMonth, month.minusMonths(1), months);
  }

  private static boolean isDue(
      LocalDate day, int dayOfMonth, YearMonth month, Set<Integer> months) {
    LocalDate due = month.atDay(Math.min(dayOfMonth, month.lengthOfMonth()));
    while (!isWorkingDay(due)) {
      due = due.plusDays(1);
    }
    return months.contains(month.getMonthValue()) && due.equals(day);
  }
}
