package dev.tidings.tpp.insight;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.Category;
import dev.tidings.tpp.view.Rates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is expected to come and go soon, earliest first.
 *
 * @param until the last day looked at
 * @param leaving sum of what leaves, in one currency, unsigned; between one's accounts left out
 * @param arriving sum of what arrives
 */
public record Upcoming(LocalDate until, List<Due> payments, Money leaving, Money arriving) {

  /** Days looked ahead. */
  public static final int DAYS = 31;

  /** One of them on its day. */
  public record Due(LocalDate day, RegularPayment payment) {}

  static Upcoming of(List<RegularPayment> regular, LocalDate today, Rates rates) {
    LocalDate until = today.plusDays(DAYS);
    List<Due> due = new ArrayList<>();
    for (RegularPayment payment : regular) {
      if (payment.isIncome() && payment.category() == Category.TRANSFERS) {
        continue; // the other side of what leaves
      }
      LocalDate day = payment.next().isBefore(today) ? today : payment.next();
      while (!day.isAfter(until)) {
        due.add(new Due(day, payment));
        day = payment.rhythm().after(day, payment.next().getDayOfMonth());
      }
    }
    due.sort(Comparator.comparing(Due::day).thenComparing(one -> one.payment().name()));
    long leaving = 0;
    long arriving = 0;
    for (Due one : due) {
      long minor =
          one.payment().category() == Category.TRANSFERS
              ? 0
              : rates.inBase(one.payment().amount()).map(Money::minor).orElse(0L);
      leaving += Math.max(0, -minor);
      arriving += Math.max(0, minor);
    }
    return new Upcoming(
        until,
        List.copyOf(due),
        new Money(leaving, rates.base()),
        new Money(arriving, rates.base()));
  }
}
