package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;

/** What holds for every movement, of today or of history. */
final class PostingRules {

  private PostingRules() {}

  /**
   * @throws PostingRefusedException when the amount may not move on the account
   */
  static void check(Account account, Money amount) {
    checkOpen(account);
    if (!account.currency().equals(amount.currency())) {
      throw new PostingRefusedException.WrongCurrency(account, amount.currency());
    }
    if (amount.minor() <= 0) {
      throw new PostingRefusedException.AmountNotPositive(amount.decimal());
    }
    if (amount.minor() > Ledger.AMOUNT_MINOR_MAX) {
      throw new PostingRefusedException.AmountTooLarge(amount.decimal());
    }
  }

  /**
   * @throws PostingRefusedException.AccountClosed when it is closed
   */
  static void checkOpen(Account account) {
    if (!account.isOpen()) {
      throw new PostingRefusedException.AccountClosed(account.accountId());
    }
  }

  /**
   * @throws PostingRefusedException.SameAccount when both are one
   */
  static void checkDifferent(Transfer transfer) {
    if (transfer.fromAccountId().equals(transfer.toAccountId())) {
      throw new PostingRefusedException.SameAccount(transfer.fromAccountId());
    }
  }

  /**
   * @throws PostingRefusedException.BalanceOutOfRange when a balance has grown out of its range
   */
  static void checkRange(Account after) {
    if (outOfRange(after.booked())
        || outOfRange(after.pending())
        || outOfRange(after.available())) {
      throw new PostingRefusedException.BalanceOutOfRange(after.accountId());
    }
  }

  private static boolean outOfRange(Money balance) {
    return Math.abs(balance.minor()) > Ledger.BALANCE_MINOR_MAX;
  }
}
