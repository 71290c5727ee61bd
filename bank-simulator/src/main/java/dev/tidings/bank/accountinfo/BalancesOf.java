package dev.tidings.bank.accountinfo;

import dev.tidings.bank.ledger.Account;
import dev.tidings.openbanking.BalanceType;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBBalance;
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

  /** The {@code Data} of an answer about these accounts. */
  static OBBalance.Data data(List<Account> accounts) {
    return new OBBalance.Data(accounts.stream().flatMap(BalancesOf::account).toList());
  }

  /**
   * With everything pending (ITAV) first, then what is booked (CLBD), which is also what is booked
   * so far today (ITBD). Credit is never included.
   */
  static Stream<OBBalance> account(Account account) {
    return Stream.of(
        balance(account, BalanceType.ITAV, account.available()),
        balance(account, BalanceType.CLBD, account.booked()),
        balance(account, BalanceType.ITBD, account.booked()));
  }

  private static OBBalance balance(Account account, BalanceType type, Money money) {
    return new OBBalance(
        account.accountId(),
        money.indicator(),
        type,
        account.changedAt(),
        money.amount(),
        creditLine(account));
  }

  private static @Nullable List<OBBalance.CreditLine> creditLine(Account account) {
    if (account.creditLimit().minor() == 0) {
      return null;
    }
    String type = account.type() == Account.Type.CREDIT_CARD ? CREDIT : OVERDRAFT;
    return List.of(new OBBalance.CreditLine(false, type, account.creditLimit().amount()));
  }
}
