package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;

/**
 * A wish to move money between two customer accounts of this bank.
 *
 * @param amount greater than zero, in the currency of both accounts
 */
public record Transfer(
    String fromAccountId,
    String toAccountId,
    Money amount,
    Transaction.Kind kind,
    String description,
    String reference) {

  /** A transfer done: one transaction on each account. */
  public record Done(Transaction debit, Transaction credit) {}

  /** The two transactions, for accounts that already hold the change. */
  Done on(Account fromAfter, Account toAfter) {
    return new Done(
        Posting.transaction(fromAfter, amount.negate(), Transaction.Status.BOOK, towards(toAfter)),
        Posting.transaction(toAfter, amount, Transaction.Status.BOOK, towards(fromAfter)));
  }

  private Posting.Details towards(Account other) {
    return new Posting.Details(
        kind, description, null, null, other.holderName(), other.identification(), reference, null);
  }
}
