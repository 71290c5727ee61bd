package dev.tidings.tpp.insight;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** How often something is paid. */
public enum Rhythm {
  WEEKLY("every week", 5, 9, 7, 0, 52),
  FORTNIGHTLY("every two weeks", 12, 16, 14, 0, 26),
  MONTHLY("every month", 24, 38, 0, 1, 12),
  QUARTERLY("every three months", 80, 102, 0, 3, 4),
  HALF_YEARLY("twice a year", 168, 198, 0, 6, 2),
  YEARLY("every year", 345, 385, 0, 12, 1);

  /** Of the gaps, at least this share must fit, in percent. */
  private static final int FITTING_PERCENT_MIN = 75;

  private static final int HALF_A_MONTH = 15;

  private final String words;
  private final int shortestDays;
  private final int longestDays;
  private final int days;
  private final int months;
  private final int timesAYear;

  Rhythm(String words, int shortestDays, int longestDays, int days, int months, int timesAYear) {
    this.words = words;
    this.shortestDays = shortestDays;
    this.longestDays = longestDays;
    this.days = days;
    this.months = months;
    this.timesAYear = timesAYear;
  }

  public String words() {
    return words;
  }

  public int timesAYear() {
    return timesAYear;
  }

  /** The longest time that may pass until the next one, in days. */
  int longestDays() {
    return longestDays;
  }

  /** The rhythm that these gaps have, in days; nothing when they have none. */
  static Optional<Rhythm> of(List<Long> gapsDays) {
    for (Rhythm rhythm : values()) {
      long fitting =
          gapsDays.stream()
              .filter(gap -> rhythm.shortestDays <= gap && gap <= rhythm.longestDays)
              .count();
      if (!gapsDays.isEmpty() && fitting * 100 >= (long) gapsDays.size() * FITTING_PERCENT_MIN) {
        return Optional.of(rhythm);
      }
    }
    return Optional.empty();
  }

  /**
   * When it is due next.
   *
   * @param dayOfMonth the usual one, from which weekends put it off
   */
  LocalDate after(LocalDate last, int dayOfMonth) {
    if (months == 0) {
      return last.plusDays(days);
    }
    boolean putOffOverMonthEnd = last.getDayOfMonth() + HALF_A_MONTH < dayOfMonth;
    LocalDate nominal = putOffOverMonthEnd ? last.minusMonths(1) : last;
    return onWorkingDay(nominal.withDayOfMonth(1).plusMonths(months), dayOfMonth);
  }

  /** Whether what is due on that day of the month is paid on this date. */
  static boolean isDue(LocalDate date, int dayOfMonth) {
    return date.getDayOfMonth() == dayOfMonth
        || date.equals(onWorkingDay(date, dayOfMonth))
        || date.equals(onWorkingDay(date.withDayOfMonth(1).minusMonths(1), dayOfMonth));
  }

  private static LocalDate onWorkingDay(LocalDate month, int dayOfMonth) {
    return workingDay(month.withDayOfMonth(Math.min(dayOfMonth, month.lengthOfMonth())));
  }

  private static LocalDate workingDay(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.plusDays(2);
      case SUNDAY -> day.plusDays(1);
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
    };
  }
}
