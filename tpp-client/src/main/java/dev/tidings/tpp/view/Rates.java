package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A named, dated table of exchange rates, to show sums of several currencies as one. It is fixed,
 * for nothing is fetched from other hosts; a page that shows a converted sum says so.
 *
 * @param name what the table is, in words
 * @param base the currency that everything is shown in
 * @param perUnit how much of {@code base} one unit of each currency is
 */
public record Rates(String name, LocalDate date, String base, Map<String, BigDecimal> perUnit) {

  /** Round figures of late 2026, made up for the simulator; no bank trades at them. */
  public static final Rates FIXED =
      new Rates(
          "Tidings fixed rates",
          LocalDate.of(2026, 11, 2),
          "GBP",
          Map.of(
              "GBP", BigDecimal.ONE,
              "EUR", new BigDecimal("0.86"),
              "USD", new BigDecimal("0.75"),
              "CHF", new BigDecimal("0.92")));

  public Rates {
    perUnit = new TreeMap<>(perUnit);
  }

  /** The sum in the base currency; nothing when the table lacks its currency. */
  public Optional<Money> inBase(Money money) {
    BigDecimal rate = perUnit.get(money.currency());
    if (rate == null) {
      return Optional.empty();
    }
    int decimals = Currency.getInstance(base).getDefaultFractionDigits();
    long minor =
        new BigDecimal(money.decimal())
            .multiply(rate)
            .setScale(decimals, RoundingMode.HALF_EVEN)
            .unscaledValue()
            .longValueExact();
    return Optional.of(new Money(minor, base));
  }

  /** The sum of all in the base currency; what the table lacks is left out. */
  public Money total(List<Money> sums) {
    return sums.stream().flatMap(sum -> inBase(sum).stream()).reduce(Money.zero(base), Money::plus);
  }

  /** Whether every one of these can be converted. */
  public boolean covers(List<Money> sums) {
    return sums.stream().allMatch(sum -> perUnit.containsKey(sum.currency()));
  }
}
