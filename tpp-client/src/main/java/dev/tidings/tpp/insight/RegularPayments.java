package dev.tidings.tpp.insight;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what comes again: the same name on the same account in the same direction, at even
 * distances. Of what was agreed (standing orders, direct debits, salaries) two are enough and the
 * amount may change; anything else must come three times with about the same amount, for one also
 * shops in the same place every week.
 */
final class RegularPayments {

  /** Payments that an average is made of. */
  static final int AVERAGED_MAX = 3;

  /** ISO 20022 sub-families of what was agreed to be paid. */
  private static final Set<String> AGREED = Set.of("STDO", "PMDD", "SALA", "PENS", "BENE", "OODD");

  private static final int AGREED_MIN = 2;
  private static final int OTHERS_MIN = 3;

  /** How far other amounts may lie from their average, in percent. */
  private static final int OTHERS_SPREAD_PERCENT_MAX = 10;

  /** It is over when the next one is later than this, in days. */
  private static final int LATE_DAYS_MAX = 10;

  private static final int DAYS_OF_MONTH_MAX = 31;

  private RegularPayments() {}

  private record Group(AccountKey account, String currency, boolean credit, String name) {}

  /**
   * @param transactions newest first
   */
  static List<RegularPayment> find(List<TransactionView> transactions, LocalDate today) {
    Map<Group, List<TransactionView>> groups = new LinkedHashMap<>();
    for (TransactionView transaction : transactions) {
      if (!transaction.pending() && transaction.amount().minor() != 0) {
        groups.computeIfAbsent(group(transaction), group -> new ArrayList<>()).add(transaction);
      }
    }
    return groups.values().stream()
        .flatMap(same -> regular(same.reversed(), today).stream())
        .sorted(Comparator.comparing(RegularPayment::next).thenComparing(RegularPayment::name))
        .toList();
  }

  private static Group group(TransactionView transaction) {
    return new Group(
        new AccountKey(transaction.bankId(), transaction.accountId()),
        transaction.amount().currency(),
        transaction.amount().minor() > 0,
        transaction.title().strip().toLowerCase(Locale.UK));
  }

  /**
   * @param same oldest first
   */
  private static Optional<RegularPayment> regular(List<TransactionView> same, LocalDate today) {
    TransactionView last = same.getLast();
    boolean agreed = last.bankCode() != null && AGREED.contains(last.bankCode());
    if (same.size() < (agreed ? AGREED_MIN : OTHERS_MIN) || !(agreed || isEven(same))) {
      return Optional.empty();
    }
    List<LocalDate> dates = same.stream().map(Days::of).toList();
    return Rhythm.of(gaps(dates))
        .map(rhythm -> payment(same, dates, rhythm))
        .filter(payment -> !payment.next().plusDays(LATE_DAYS_MAX).isBefore(today));
  }

  private static RegularPayment payment(
      List<TransactionView> same, List<LocalDate> dates, Rhythm rhythm) {
    TransactionView last = same.getLast();
    List<TransactionView> latest =
        same.subList(Math.max(0, same.size() - AVERAGED_MAX), same.size());
    long sum = latest.stream().mapToLong(one -> one.amount().minor()).sum();
    return new RegularPayment(
        last.title(),
        last.category(),
        new AccountKey(last.bankId(), last.accountId()),
        last.bank(),
        last.accountName(),
        rhythm,
        last.amount(),
        new Money(Math.round((double) sum / latest.size()), last.amount().currency()),
        same.size(),
        dates.getFirst(),
        dates.getLast(),
        rhythm.after(dates.getLast(), usualDay(dates)));
  }

  private static boolean isEven(List<TransactionView> same) {
    double average = same.stream().mapToLong(one -> one.amount().minor()).average().orElseThrow();
    return same.stream()
        .allMatch(one ->
            Math.abs(one.amount().minor() - average) * 100
                <= Math.abs(average) * OTHERS_SPREAD_PERCENT_MAX);
  }

  private static List<Long> gaps(List<LocalDate> dates) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < dates.size(); i++) {
      gaps.add(ChronoUnit.DAYS.between(dates.get(i - 1), dates.get(i)));
    }
    return gaps;
  }

  /** The day of the month that explains most dates, weekends considered; of several the first. */
  private static int usualDay(List<LocalDate> dates) {
    int usual = 1;
    long explainedMost = 0;
    for (int day = 1; day <= DAYS_OF_MONTH_MAX; day++) {
      int candidate = day;
      long explained = dates.stream().filter(date -> Rhythm.isDue(date, candidate)).count();
      if (explained > explainedMost) {
        usual = day;
        explainedMost = explained;
      }
    }
    return usual;
  }
}
