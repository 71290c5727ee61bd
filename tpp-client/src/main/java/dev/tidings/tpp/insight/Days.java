package dev.tidings.tpp.insight;

import dev.tidings.tpp.view.NetWorthHistory;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Instant;
import java.time.LocalDate;

/** Days where the customer lives. */
final class Days {

  private Days() {}

  static LocalDate of(TransactionView transaction) {
    return of(transaction.bookedAt());
  }

  static LocalDate of(Instant instant) {
    return LocalDate.ofInstant(instant, NetWorthHistory.ZONE);
  }
}
