package dev.tidings.bank.ledger;

import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.UnitOfWork;
import java.util.List;

/**
 * Closes accounts: what is pending is booked, what is left leaves by a payment to another bank,
 * what is owed comes by one from there, and then nothing can be posted any more. Thread-safe.
 */
public final class CloseAccount {

  private static final int BATCH = 100;

  private final Ledger ledger;
  private final Accounts accounts = new Accounts();
  private final Transactions transactions = new Transactions();

  public CloseAccount(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * An account that was closed just now.
   *
   * @param paidOut what was left on it; negative if something was owed
   */
  public record Closed(Account account, Money paidOut) {}

  /**
   * Closes the account, under its lock.
   *
   * @throws PostingRefusedException when there is none such, or it is closed; the unit must be
   *     given up
   */
  public Closed close(UnitOfWork unit, String accountId, String interactionId) {
    Account locked =
        accounts
            .lock(unit.handle(), accountId)
            .orElseThrow(() -> new PostingRefusedException.UnknownAccount(accountId));
    PostingRules.checkOpen(locked);
    bookPending(unit, accountId, interactionId);
    Money left = accounts.find(unit.handle(), accountId).orElseThrow().booked();
    if (left.minor() != 0) {
      settle(unit, accountId, left, interactionId);
    }
    return new Closed(ledger.close(unit, accountId), left);
  }

  /** Each batch books what it reads, so that the next one reads others. */
  private void bookPending(UnitOfWork unit, String accountId, String interactionId) {
    List<Transaction> pending = transactions.pending(unit.handle(), accountId, BATCH);
    while (!pending.isEmpty()) {
      for (Transaction transaction : pending) {
        ledger.book(unit, transaction.transactionId(), interactionId);
      }
      pending = transactions.pending(unit.handle(), accountId, BATCH);
    }
  }

  private void settle(UnitOfWork unit, String accountId, Money left, String interactionId) {
    boolean out = left.minor() > 0;
    Posting.Details details =
        Posting.Details.payment(
            Transaction.Kind.TRANSFER,
            out ? "Paid out: account closed" : "Settled: account closed",
            null,
            "CLOSED");
    ledger.post(
        unit,
        Posting.booked(
            accountId,
            out ? left : left.negate(),
            out ? CreditDebitIndicator.Debit : CreditDebitIndicator.Credit,
            details,
            InternalAccount.CLEARING),
        interactionId);
  }
}
