package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * What all accounts together were worth at the end of each day, in one currency.
 *
 * @param days oldest first, without a gap, the last one today
 * @param rates at which other currencies are counted, the same for every day
 */
public record NetWorth(List<Day> days, Rates rates) {

  /** The end of a day, or now. */
  public record Day(LocalDate date, Money worth) {}

  public boolean isEmpty() {
    return days.isEmpty();
  }

  public Money now() {
    return days.getLast().worth();
  }

  /** What it moved by in so many days; the whole time when that is shorter. */
  public Money movedIn(int daysBack) {
    Day then = days.get(Math.max(0, days.size() - 1 - daysBack));
    return now().plus(then.worth().negate());
  }

  public Day lowest() {
    return days.stream()
        .min((a, b) -> Long.compare(a.worth().minor(), b.worth().minor()))
        .orElseThrow();
  }

  public Day highest() {
    return days.stream()
        .max((a, b) -> Long.compare(a.worth().minor(), b.worth().minor()))
        .orElseThrow();
  }

  /** The last day of each month, and today. */
  public List<Day> monthEnds() {
    return days.stream()
        .filter(day ->
            day.equals(days.getLast()) || day.date().getDayOfMonth() == day.date().lengthOfMonth())
        .toList();
  }
}
