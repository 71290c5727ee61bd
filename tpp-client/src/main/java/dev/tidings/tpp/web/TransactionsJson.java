package dev.tidings.tpp.web;

import dev.tidings.tpp.view.TransactionPage;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/transactions}, newest first; amounts are signed decimals.
 *
 * @param next for {@code after} of the next request; null after the last page
 * @param matching how many match on all pages
 */
record TransactionsJson(List<Entry> transactions, @Nullable String next, long matching) {

  record Entry(
      String bankId,
      String bank,
      String accountId,
      String accountName,
      String transactionId,
      String description,
      @Nullable String merchantName,
      @Nullable String counterparty,
      String category,
      String currency,
      String amount,
      boolean pending,
      Instant bookedAt) {

    static Entry from(TransactionView transaction) {
      return new Entry(
          transaction.bankId(),
          transaction.bank(),
          transaction.accountId(),
          transaction.accountName(),
          transaction.transactionId(),
          transaction.description(),
          transaction.merchantName(),
          transaction.counterparty(),
          transaction.category().name(),
          transaction.amount().currency(),
          transaction.amount().decimal(),
          transaction.pending(),
          transaction.bookedAt());
    }
  }

  static TransactionsJson from(TransactionPage page) {
    return new TransactionsJson(
        page.transactions().stream().map(Entry::from).toList(),
        page.next() == null ? null : page.next().text(),
        page.matching());
  }
}
