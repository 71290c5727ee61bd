package dev.tidings.tpp.web;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.UnifiedView;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.BankView;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/view}; amounts are signed decimals.
 *
 * @param altogether the totals as one sum, at {@code rates}
 */
record ViewJson(
    Instant asOf,
    List<TotalJson> totals,
    List<AccountJson> accounts,
    List<BankJson> banks,
    List<TransactionJson> latestTransactions,
    TotalJson altogether,
    RatesJson rates) {

  record TotalJson(String currency, String amount) {

    static TotalJson from(Money total) {
      return new TotalJson(total.currency(), total.decimal());
    }
  }

  record AccountJson(
      String bank,
      String accountId,
      String name,
      String currency,
      @Nullable String balance,
      @Nullable Instant balanceAsOf,
      String status,
      @Nullable String lastEventId,
      @Nullable Instant lastEventAt,
      String bankId,
      String typeCode) {

    static AccountJson from(AccountView account) {
      Money balance = account.balance();
      return new AccountJson(
          account.bank(),
          account.accountId(),
          account.name(),
          account.currency(),
          balance == null ? null : balance.decimal(),
          account.balanceAsOf(),
          account.status().name(),
          account.lastEventId(),
          account.lastEventAt(),
          account.bankId(),
          account.typeCode());
    }
  }

  record BankJson(
      String bankId,
      String name,
      String state,
      @Nullable String detail,
      @Nullable Instant consentExpiresAt,
      @Nullable Instant lastEventAt) {

    static BankJson from(BankView bank) {
      return new BankJson(
          bank.bankId(),
          bank.name(),
          bank.state().name(),
          bank.detail(),
          bank.consentExpiresAt(),
          bank.lastEventAt());
    }
  }

  record TransactionJson(
      String bank,
      String accountId,
      String accountName,
      String transactionId,
      String description,
      @Nullable String merchantName,
      String currency,
      String amount,
      boolean pending,
      Instant bookedAt) {

    static TransactionJson from(TransactionView transaction) {
      return new TransactionJson(
          transaction.bank(),
          transaction.accountId(),
          transaction.accountName(),
          transaction.transactionId(),
          transaction.description(),
          transaction.merchantName(),
          transaction.amount().currency(),
          transaction.amount().decimal(),
          transaction.pending(),
          transaction.bookedAt());
    }
  }

  static ViewJson from(UnifiedView view) {
    return new ViewJson(
        view.asOf(),
        view.totals().stream().map(TotalJson::from).toList(),
        view.accounts().stream().map(AccountJson::from).toList(),
        view.banks().stream().map(BankJson::from).toList(),
        view.latestTransactions().stream().map(TransactionJson::from).toList(),
        TotalJson.from(Rates.FIXED.total(view.totals())),
        RatesJson.from(Rates.FIXED));
  }
}
