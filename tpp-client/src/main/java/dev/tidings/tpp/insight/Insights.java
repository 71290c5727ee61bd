package dev.tidings.tpp.insight;

import dev.tidings.tpp.view.NetWorthHistory;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.Transactions;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/**
 * Everything that the transactions of a bit more than a year tell about the customer.
 *
 * @param regular what comes and goes again and again, the next due first
 */
public record Insights(
    Instant asOf,
    int transactions,
    Affordability affordability,
    List<RegularPayment> regular,
    Upcoming upcoming,
    List<Insurer> insurers,
    Spending spending,
    Rates rates) {

  /** How far back is looked. */
  public static final Period LOOK_BACK = Period.ofMonths(13);

  /** Works it all out anew from what is known now; calls no bank. */
  public static Insights read(Transactions source, Rates rates, InstantSource clock) {
    Instant now = clock.instant();
    LocalDate from = Days.of(now).minus(LOOK_BACK);
    return of(source.since(from.atStartOfDay(NetWorthHistory.ZONE).toInstant()), rates, now);
  }

  /**
   * @param transactions newest first
   */
  static Insights of(List<TransactionView> transactions, Rates rates, Instant now) {
    LocalDate today = Days.of(now);
    List<RegularPayment> regular = RegularPayments.find(transactions, today);
    return new Insights(
        now,
        transactions.size(),
        new WorkOutAffordability(transactions, regular, today, rates).workOut(),
        regular,
        Upcoming.of(regular, today, rates),
        Insurers.find(transactions, regular, today),
        Spending.of(transactions, today, rates),
        rates);
  }
}
