package dev.tidings.bank.accountinfo;

import dev.tidings.bank.ledger.Account;
import dev.tidings.openbanking.BalanceType;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBBalance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an account's balances are on the wire. Source: OBIE R/W v4.0, Balances. */
final class BalancesOf {

  /** OBInternalLimitType1Code: an arranged overdraft. */
  private static final String OVERDRAFT = "Pre-Agreed";

  /** OBInternalLimitType1Code: the limit of a credit card. */
  private static final String CREDIT = "Credit";

  private BalancesOf() {}

  /**
   * The {@code Data} of an answer about these accounts.
   *
   * @param now of the bank's clock, no earlier than the accounts were read
   */
  static OBBalance.Data data(List<Account> accounts, Instant now) {
    return new OBBalance.Data(accounts.stream().flatMap(one -> account(one, now)).toList());
  }

  /**
   * With everything pending (ITAV) first, then what is booked so far today (ITBD), and what was
   * booked when yesterday ended (CLBD). Credit is never included. Source: ISO 20022,
   * ExternalBalanceType1Code.
   */
  private static Stream<OBBalance> account(Account account, Instant now) {
    Instant changedAt = account.changedAt();
    Instant latest = changedAt.isAfter(now) ? changedAt : now;
    Instant closedAt = latest.truncatedTo(ChronoUnit.DAYS).minusMillis(1);
    return Stream.of(
        balance(account, BalanceType.ITAV, account.available(), changedAt),
        balance(account, BalanceType.ITBD, account.booked(), changedAt),
        balance(account, BalanceType.CLBD, account.closeOfDayBefore(latest), closedAt));
  }

  private static OBBalance balance(Account account, BalanceType type, Money money, Instant at) {
    return new OBBalance(
        account.accountId(), money.indicator(), type, at, money.amount(), creditLine(account));
  }

  private static @Nullable List<OBBalance.CreditLine> creditLine(Account account) {
    if (account.creditLimit().minor() == 0) {
      return null;
    }
    String type = account.type() == Account.Type.CREDIT_CARD ? CREDIT : OVERDRAFT;
    return List.of(new OBBalance.CreditLine(false, type, account.creditLimit().amount()));
  }
}
