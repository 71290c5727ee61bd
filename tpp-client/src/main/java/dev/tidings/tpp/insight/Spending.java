package dev.tidings.tpp.insight;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.Category;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was spent on what, in one currency, unsigned; money back from a shop is taken off.
 *
 * @param month this month so far
 * @param categories with any spending in these months, the usually largest first
 */
public record Spending(YearMonth month, Money total, Money usual, List<OfCategory> categories) {

  /** Full months that make what is usual. */
  public static final int USUAL_MONTHS = 3;

  /**
   * @param soFar this month
   * @param usual a full month, on average of the last {@link #USUAL_MONTHS}
   */
  public record OfCategory(Category category, Money soFar, Money usual) {}

  static Spending of(List<TransactionView> transactions, LocalDate today, Rates rates) {
    YearMonth now = YearMonth.from(today);
    Map<Category, Long> soFar = new EnumMap<>(Category.class);
    Map<Category, Long> before = new EnumMap<>(Category.class);
    for (TransactionView one : transactions) {
      YearMonth month = YearMonth.from(Days.of(one));
      if (isSpending(one) && !month.isBefore(now.minusMonths(USUAL_MONTHS))) {
        long minor = -rates.inBase(one.amount()).map(Money::minor).orElse(0L);
        (month.isBefore(now) ? before : soFar).merge(one.category(), minor, Long::sum);
      }
    }
    List<OfCategory> categories =
        Arrays.stream(Category.values())
            .filter(category -> soFar.containsKey(category) || before.containsKey(category))
            .map(category ->
                new OfCategory(
                    category,
                    new Money(Math.max(0, soFar.getOrDefault(category, 0L)), rates.base()),
                    new Money(
                        Math.max(0, before.getOrDefault(category, 0L) / USUAL_MONTHS),
                        rates.base())))
            .sorted(
                Comparator.comparingLong(
                    (OfCategory one) -> -Math.max(one.usual().minor(), one.soFar().minor())))
            .toList();
    return new Spending(
        now,
        new Money(categories.stream().mapToLong(one -> one.soFar().minor()).sum(), rates.base()),
        new Money(categories.stream().mapToLong(one -> one.usual().minor()).sum(), rates.base()),
        categories);
  }

  /** Whether it is money spent, or money back from a shop. */
  static boolean isSpending(TransactionView one) {
    return switch (one.category()) {
      case INCOME, TRANSFERS -> false;
      default -> one.amount().minor() < 0 || one.merchantName() != null;
    };
  }
}
