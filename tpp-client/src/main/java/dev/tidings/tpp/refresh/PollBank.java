package dev.tidings.tpp.refresh;

import dev.tidings.openbanking.OBBalance;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.persistence.Database;
import dev.tidings.tpp.bank.AccountApi;
import dev.tidings.tpp.bank.AccountApi.Read;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.meter.Cause;
import dev.tidings.tpp.refresh.ReadAccount.Reading;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.ViewedTransactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/**
 * One poll of one bank: all balances and what may be new of all transactions, one call each, which
 * is the least that a poller can do.
 */
final class PollBank {

  private final Database database;
  private final AccountApi api;
  private final ViewedTransactions transactions;
  private final UpdateView view;
  private final InstantSource clock;

  PollBank(
      Database database,
      AccountApi api,
      ViewedTransactions transactions,
      UpdateView view,
      InstantSource clock) {
    this.database = database;
    this.api = api;
    this.transactions = transactions;
    this.view = view;
    this.clock = clock;
  }

  void poll(Bank bank, Connection connection, List<AccountKey> accounts) throws BankException {
    Instant since =
        transactions
            .unsettledSince(bank.bankId())
            .orElseGet(clock::instant)
            .minus(ReadAccount.OVERLAP);
    Read<OBBalance> balances = api.allBalances(bank, connection, Cause.POLL);
    Read<OBTransaction> news = api.allTransactions(bank, connection, since, Cause.POLL);
    int calls = balances.calls() + news.calls();
    for (AccountKey key : accounts) {
      OBBalance balance =
          ReadAccount.shown(
              balances.items().stream()
                  .filter(one -> key.accountId().equals(one.accountId()))
                  .toList());
      List<OBTransaction> ofAccount =
          news.items().stream().filter(one -> key.accountId().equals(one.accountId())).toList();
      database.useTransaction(unit ->
          view.polled(
              unit,
              key,
              new Reading(balance, since, ofAccount, calls),
              ofAccount.stream().max(Comparator.comparing(OBTransaction::bookingDateTime))));
    }
  }

  void unreachable(Bank bank, BankException why) {
    view.unreachable(bank.bankId(), why.words());
  }
}
