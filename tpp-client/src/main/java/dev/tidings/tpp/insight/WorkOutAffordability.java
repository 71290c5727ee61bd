package dev.tidings.tpp.insight;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.insight.Affordability.Part;
import dev.tidings.tpp.view.Category;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Income found, regular outgoings, what one lives on, and what is left. */
final class WorkOutAffordability {

  /** Full months that living costs are averaged over. */
  static final int MONTHS_AVERAGED = 3;

  /** Full months that irregular income is averaged over, and how many of them must have some. */
  static final int IRREGULAR_MONTHS = 12;

  static final int IRREGULAR_MONTHS_MIN = 6;

  private static final int MONTHS_A_YEAR = 12;

  /** Credits of these are no income: one's own money, or money back. */
  private static final Set<Category> POSSIBLE_INCOME = Set.of(Category.INCOME, Category.OTHER);

  private final List<TransactionView> transactions;
  private final List<RegularPayment> regular;
  private final YearMonth thisMonth;
  private final Rates rates;

  WorkOutAffordability(
      List<TransactionView> transactions,
      List<RegularPayment> regular,
      LocalDate today,
      Rates rates) {
    this.transactions = transactions;
    this.regular = regular;
    this.thisMonth = YearMonth.from(today);
    this.rates = rates;
  }

  Affordability workOut() {
    List<Part> sources = new ArrayList<>();
    List<Part> committed = new ArrayList<>();
    long home = 0;
    for (RegularPayment payment : regular) {
      Optional<Money> aMonth = rates.inBase(payment.aMonth());
      if (aMonth.isEmpty() || payment.category() == Category.TRANSFERS) {
        continue;
      }
      Money unsigned = unsigned(aMonth.get());
      String basis = payment.rhythm().words() + ", seen " + times(payment.seen());
      Part part = new Part(payment.name(), payment.category(), unsigned, basis);
      if (payment.isIncome()) {
        if (POSSIBLE_INCOME.contains(payment.category())) {
          sources.add(part);
        }
      } else if (payment.category() == Category.HOME) {
        home += unsigned.minor();
      } else {
        committed.add(part);
      }
    }
    irregularIncome().ifPresent(sources::add);
    sources.sort(LARGEST_FIRST);
    committed.sort(LARGEST_FIRST);
    return of(sources, committed, base(home), living());
  }

  private static final Comparator<Part> LARGEST_FIRST =
      Comparator.comparingLong((Part part) -> -part.aMonth().minor()).thenComparing(Part::name);

  private Affordability of(List<Part> sources, List<Part> committed, Money home, Money living) {
    Money income = sum(sources);
    Money commitments = sum(committed);
    Money headroom = income.plus(commitments.negate()).plus(living.negate());
    long share = income.minor() * Affordability.INCOME_SHARE_PERCENT / 100;
    Money payment = base(Math.max(0, Math.min(share, headroom.minor())));
    Money loan = base(loan(payment.minor()));
    return new Affordability(
        income,
        List.copyOf(sources),
        commitments,
        List.copyOf(committed),
        home,
        living,
        MONTHS_AVERAGED,
        headroom,
        payment,
        loan,
        new AffordabilityWords(rates).steps(sources, committed, home));
  }

  /** What pays back in {@link Affordability#TERM_YEARS} years; in full thousands. */
  private static long loan(long paymentMinor) {
    double rate = Affordability.TEST_RATE_PERCENT / 100.0 / MONTHS_A_YEAR;
    int payments = Affordability.TERM_YEARS * MONTHS_A_YEAR;
    double factor = (1 - Math.pow(1 + rate, -payments)) / rate;
    return (long) (paymentMinor * factor) / 1_000_00 * 1_000_00;
  }

  /** What a sole trader's customers pay: no rhythm, and an income all the same. */
  private Optional<Part> irregularIncome() {
    Map<YearMonth, Long> months = new LinkedHashMap<>();
    for (TransactionView transaction : transactions) {
      YearMonth month = YearMonth.from(Days.of(transaction));
      if (transaction.amount().minor() > 0
          && POSSIBLE_INCOME.contains(transaction.category())
          && !isRegular(transaction)
          && isOfLast(IRREGULAR_MONTHS, month)) {
        rates
            .inBase(transaction.amount())
            .ifPresent(money -> months.merge(month, money.minor(), Long::sum));
      }
    }
    if (months.size() < IRREGULAR_MONTHS_MIN) {
      return Optional.empty();
    }
    long sum = months.values().stream().mapToLong(Long::longValue).sum();
    return Optional.of(
        new Part(
            "Irregular income",
            Category.INCOME,
            base(sum / IRREGULAR_MONTHS),
            "the average of the last " + IRREGULAR_MONTHS + " full months"));
  }

  private Money living() {
    long sum = 0;
    for (TransactionView transaction : transactions) {
      if (Spending.isSpending(transaction)
          && !isRegular(transaction)
          && isOfLast(MONTHS_AVERAGED, YearMonth.from(Days.of(transaction)))) {
        sum -= rates.inBase(transaction.amount()).map(Money::minor).orElse(0L);
      }
    }
    return base(Math.max(0, sum / MONTHS_AVERAGED));
  }

  private boolean isRegular(TransactionView transaction) {
    return regular.stream()
        .anyMatch(payment ->
            payment.isIncome() == transaction.amount().minor() > 0
                && payment.account().bankId().equals(transaction.bankId())
                && payment.account().accountId().equals(transaction.accountId())
                && payment
                    .name()
                    .strip()
                    .toLowerCase(Locale.UK)
                    .equals(transaction.title().strip().toLowerCase(Locale.UK)));
  }

  private boolean isOfLast(int months, YearMonth month) {
    return month.isBefore(thisMonth) && !month.isBefore(thisMonth.minusMonths(months));
  }

  private Money sum(List<Part> parts) {
    return base(parts.stream().mapToLong(part -> part.aMonth().minor()).sum());
  }

  private Money base(long minor) {
    return new Money(minor, rates.base());
  }

  private static Money unsigned(Money money) {
    return money.minor() < 0 ? money.negate() : money;
  }

  private static String times(int count) {
    return count == 2 ? "twice" : count + " times";
  }
}
