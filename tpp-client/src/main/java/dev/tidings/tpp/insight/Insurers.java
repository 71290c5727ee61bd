package dev.tidings.tpp.insight;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.Category;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is paid to insurers. A policy lasts a year: it renews a year after a yearly payment, a year
 * after the premium last changed, or a year after the first payment if that was seen to be the
 * first.
 */
final class Insurers {

  /** A first payment is seen to be one when the account was read for so many days before it. */
  private static final int QUIET_DAYS_MIN = 45;

  private Insurers() {}

  /**
   * @param transactions newest first
   */
  static List<Insurer> find(
      List<TransactionView> transactions, List<RegularPayment> regular, LocalDate today) {
    Map<String, List<TransactionView>> byInsurer = new TreeMap<>();
    for (TransactionView one : transactions) {
      if (one.category() == Category.INSURANCE && one.amount().minor() < 0) {
        String key = one.title() + '/' + one.bankId() + '/' + one.accountId();
        byInsurer.computeIfAbsent(key, name -> new ArrayList<>()).add(one);
      }
    }
    return byInsurer.values().stream()
        .map(List::reversed)
        .map(
            paid -> insurer(paid, find(regular, paid.getLast()), oldest(transactions, paid), today))
        .sorted(Comparator.comparingLong((Insurer insurer) -> -insurer.paidInYear().minor()))
        .toList();
  }

  private static Insurer insurer(
      List<TransactionView> paid,
      Optional<RegularPayment> regular,
      LocalDate accountSince,
      LocalDate today) {
    TransactionView last = paid.getLast();
    long year =
        paid.stream()
            .filter(one -> Days.of(one).isAfter(today.minusYears(1)))
            .mapToLong(one -> -one.amount().minor())
            .sum();
    Renewal renewal = renewal(paid, accountSince, today);
    return new Insurer(
        last.title(),
        last.bank(),
        last.accountName(),
        new Money(year, last.amount().currency()),
        last.amount().negate(),
        regular.map(RegularPayment::rhythm).orElse(null),
        regular.map(RegularPayment::next).orElse(null),
        renewal.day(),
        renewal.basis());
  }

  private record Renewal(@Nullable LocalDate day, String basis) {}

  /**
   * @param paid oldest first
   */
  private static Renewal renewal(
      List<TransactionView> paid, LocalDate accountSince, LocalDate today) {
    for (int i = paid.size() - 1; i > 0; i--) {
      if (paid.get(i).amount().minor() != paid.get(i - 1).amount().minor()) {
        return new Renewal(
            comingYear(Days.of(paid.get(i)), today), "a year after the premium last changed");
      }
    }
    LocalDate first = Days.of(paid.getFirst());
    if (first.isAfter(accountSince.plusDays(QUIET_DAYS_MIN))) {
      return new Renewal(comingYear(first, today), "a year after the first payment");
    }
    return new Renewal(
        null,
        "the payments do not tell: the premium has not changed since they began; see your policy");
  }

  private static LocalDate comingYear(LocalDate day, LocalDate today) {
    LocalDate renews = day.plusYears(1);
    while (renews.isBefore(today)) {
      renews = renews.plusYears(1);
    }
    return renews;
  }

  private static Optional<RegularPayment> find(List<RegularPayment> regular, TransactionView last) {
    return regular.stream()
        .filter(payment ->
            payment.name().equals(last.title())
                && payment.account().bankId().equals(last.bankId())
                && payment.account().accountId().equals(last.accountId()))
        .findFirst();
  }

  private static LocalDate oldest(List<TransactionView> all, List<TransactionView> paid) {
    TransactionView one = paid.getFirst();
    return all.stream()
        .filter(other ->
            other.bankId().equals(one.bankId()) && other.accountId().equals(one.accountId()))
        .map(Days::of)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}
