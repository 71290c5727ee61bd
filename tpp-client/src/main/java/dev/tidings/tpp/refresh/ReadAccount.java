package dev.tidings.tpp.refresh;

import dev.tidings.openbanking.BalanceType;
import dev.tidings.openbanking.OBBalance;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.tpp.bank.AccountApi;
import dev.tidings.tpp.bank.AccountApi.Read;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.meter.Cause;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.ViewedTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The two calls of a refresh: balances, then what is new of transactions. In this order the
 * transactions have everything that the balance has, so that the balance's time speaks for both.
 */
final class ReadAccount {

  /**
   * How far back the first reading of an account goes: what is paid once a year is to be seen.
   * Every later reading asks for what is new only.
   */
  static final Duration HISTORY = Duration.ofDays(396);

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
  private final InstantSource clock;

  ReadAccount(AccountApi api, ViewedTransactions transactions, InstantSource clock) {
    this.api = api;
    this.transactions = transactions;
    this.clock = clock;
  }

  Reading read(Bank bank, Connection connection, AccountKey key, Cause cause)
      throws BankException, InterruptedException {
    Instant since =
        transactions
            .unsettledSince(key)
            .orElseGet(() -> clock.instant().minus(HISTORY))
            .minus(OVERLAP);
    Read<OBBalance> balances = api.balances(bank, connection, key.accountId(), cause);
    Read<OBTransaction> news = api.transactions(bank, connection, key.accountId(), since, cause);
    return new Reading(
        shown(balances.items()), since, news.items(), balances.calls() + news.calls());
  }

  /** The one of an account's balances that the view shows. */
  static OBBalance shown(List<OBBalance> balances) throws BankException {
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
