package dev.tidings.tpp.refresh;

import dev.tidings.openbanking.BalanceType;
import dev.tidings.openbanking.OBBalance;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.tpp.bank.AccountApi;
import dev.tidings.tpp.bank.AccountApi.Read;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.ViewedTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** The two calls of a refresh, made side by side: balances, and what is new of transactions. */
final class ReadAccount {

  /** How far back the first reading of an account goes. */
  static final Duration HISTORY = Duration.ofDays(90);

  /** Readings overlap by this much, for transactions that were booked at almost the same time. */
  static final Duration OVERLAP = Duration.ofMinutes(1);

  /** The balance that is shown is the first of these that the bank tells: what can be used. */
  private static final List<BalanceType> SHOWN =
      List.of(
          BalanceType.ITAV,
          BalanceType.CLAV,
          BalanceType.OPAV,
          BalanceType.XPCD,
          BalanceType.ITBD,
          BalanceType.CLBD,
          BalanceType.OPBD);

  private final AccountApi api;
  private final ViewedTransactions transactions;
  private final ExecutorService threads;
  private final InstantSource clock;

  ReadAccount(
      AccountApi api,
      ViewedTransactions transactions,
      ExecutorService threads,
      InstantSource clock) {
    this.api = api;
    this.transactions = transactions;
    this.threads = threads;
    this.clock = clock;
  }

  Reading read(Bank bank, Connection connection, AccountKey key)
      throws BankException, InterruptedException {
    Instant since =
        transactions
            .unsettledSince(key)
            .orElseGet(() -> clock.instant().minus(HISTORY))
            .minus(OVERLAP);
    Future<Read<OBBalance>> balances =
        threads.submit(() -> api.balances(bank, connection, key.accountId()));
    try {
      Read<OBTransaction> news = api.transactions(bank, connection, key.accountId(), since);
      Read<OBBalance> balance = balances.get();
      return new Reading(
          shown(balance.items()), since, news.items(), news.calls() + balance.calls());
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      awaitEnd(balances);
    }
  }

  /** One refresh at a time: what began for this one ends before the next begins. */
  private static void awaitEnd(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      // told by read, or less important than what it tells
    }
  }

  private static BankException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case BankException failure -> failure;
      case RuntimeException bug -> throw bug;
      case null, default -> throw new IllegalStateException(e);
    };
  }

  private static OBBalance shown(List<OBBalance> balances) throws BankException {
    for (BalanceType type : SHOWN) {
      for (OBBalance balance : balances) {
        if (balance.type() == type) {
          return balance;
        }
      }
    }
    throw new BankException("the bank told no balance that can be shown");
  }

  /**
   * What the bank told.
   *
   * @param since when the transactions begin
   */
  record Reading(OBBalance balance, Instant since, List<OBTransaction> transactions, int calls) {}
}
