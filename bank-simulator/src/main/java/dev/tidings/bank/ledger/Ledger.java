package dev.tidings.bank.ledger;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Moves money: writes both sides of it, the balance, the account's next version and the business
 * event, all in the caller's unit of work. Thread-safe.
 *
 * <p>An overdraft is not refused: a sandbox account may be overdrawn without limit, so that whoever
 * tests can bring about any balance. What a payment may spend is for the payment's own rules.
 */
public final class Ledger {

  /** The largest amount moved at once, in minor units: 13 digits. */
  public static final long AMOUNT_MINOR_MAX = 9_999_999_999_999L;

  /** The largest balance either way, in minor units: 13 digits. */
  public static final long BALANCE_MINOR_MAX = 9_999_999_999_999L;

  private final EventLog events;
  private final InstantSource clock;
  private final Accounts accounts = new Accounts();
  private final Transactions transactions = new Transactions();

  public Ledger(EventLog events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * Posts a transaction on a customer's account against one of the bank's own.
   *
   * @param interactionId of the request that causes it
   * @throws PostingRefusedException when it is not possible; the unit must be given up
   */
  public Transaction post(UnitOfWork unit, Posting posting, String interactionId) {
    Account before = lock(unit, posting.accountId());
    PostingRules.check(before, posting.amount());
    Account after = before.changed(posting.status(), posting.signed(), now(before));
    Transaction transaction = posting.on(after);
    String againstId = posting.against().id(after.currency());
    Entries entries = new Entries();
    entries.add(
        after.changeId(),
        posting.status(),
        after.accountId(),
        posting.signed(),
        againstId,
        after.changedAt());
    entries.write(unit.handle());
    TransactionRows.insert(unit.handle(), List.of(new TransactionRows.Row(transaction, againstId)));
    changed(unit, before, after, transaction, interactionId);
    return transaction;
  }

  /**
   * Moves money between two customer accounts: a booked transaction on each.
   *
   * @throws PostingRefusedException when it is not possible; the unit must be given up
   */
  public Transfer.Done transfer(UnitOfWork unit, Transfer transfer, String interactionId) {
    PostingRules.checkDifferent(transfer);
    boolean fromFirst = transfer.fromAccountId().compareTo(transfer.toAccountId()) < 0;
    Account first = lock(unit, fromFirst ? transfer.fromAccountId() : transfer.toAccountId());
    Account second = lock(unit, fromFirst ? transfer.toAccountId() : transfer.fromAccountId());
    Account from = fromFirst ? first : second;
    Account to = fromFirst ? second : first;
    PostingRules.check(from, transfer.amount());
    PostingRules.check(to, transfer.amount());

    Money amount = transfer.amount();
    Instant at = later(now(from), to.changedAt());
    Account fromAfter = from.changed(Transaction.Status.BOOK, amount.negate(), at);
    Account toAfter = to.changed(Transaction.Status.BOOK, amount, at);
    Transfer.Done done = transfer.on(fromAfter, toAfter);
    Entries entries = new Entries();
    entries.add(
        fromAfter.changeId(),
        Transaction.Status.BOOK,
        toAfter.accountId(),
        amount,
        fromAfter.accountId(),
        at);
    entries.write(unit.handle());
    TransactionRows.insert(
        unit.handle(),
        List.of(
            new TransactionRows.Row(done.debit(), to.accountId()),
            new TransactionRows.Row(done.credit(), from.accountId())));
    changed(unit, from, fromAfter, done.debit(), interactionId);
    changed(unit, to, toAfter, done.credit(), interactionId);
    return done;
  }

  /**
   * Books a pending transaction: out of the pending balance, into the booked one.
   *
   * @throws PostingRefusedException when there is no such transaction or it is booked already
   */
  public Transaction book(UnitOfWork unit, String transactionId, String interactionId) {
    Account before = lock(unit, find(unit, transactionId).accountId());
    Transaction pending = find(unit, transactionId);
    if (pending.status() != Transaction.Status.PDNG) {
      throw new PostingRefusedException.NotPending(transactionId);
    }
    Money amount = pending.amount();
    Account after = before.changed(amount, amount.negate(), now(before));
    Transaction booked = pending.booked(after);
    String againstId = TransactionRows.againstId(unit.handle(), transactionId);
    Entries entries = new Entries();
    entries.add(
        after.changeId(),
        Transaction.Status.PDNG,
        after.accountId(),
        amount.negate(),
        againstId,
        after.changedAt());
    entries.add(
        after.changeId(),
        Transaction.Status.BOOK,
        after.accountId(),
        amount,
        againstId,
        after.changedAt());
    entries.write(unit.handle());
    TransactionRows.book(unit.handle(), booked);
    changed(unit, before, after, booked, interactionId);
    return booked;
  }

  /** The account, on which there is nothing any more, closed. */
  Account close(UnitOfWork unit, String accountId) {
    Account account = lock(unit, accountId);
    if (account.booked().minor() != 0 || account.pending().minor() != 0) {
      throw new IllegalStateException("there is still money on account " + accountId);
    }
    accounts.close(unit.handle(), accountId, now(account));
    return lock(unit, accountId);
  }

  private void changed(
      UnitOfWork unit,
      Account before,
      Account after,
      Transaction transaction,
      String interactionId) {
    PostingRules.checkRange(after);
    accounts.update(unit.handle(), after);
    events.append(
        unit,
        new BusinessEvent.BalanceChanged(
            after.accountId(),
            after.version(),
            transaction.transactionId(),
            new BusinessEvent.Movement(
                after.currency(),
                before.booked().minor(),
                after.booked().minor(),
                before.available().minor(),
                after.available().minor())),
        interactionId);
  }

  private Account lock(UnitOfWork unit, String accountId) {
    return accounts
        .lock(unit.handle(), accountId)
        .orElseThrow(() -> new PostingRefusedException.UnknownAccount(accountId));
  }

  private Transaction find(UnitOfWork unit, String transactionId) {
    return transactions
        .find(unit.handle(), transactionId)
        .orElseThrow(() -> new PostingRefusedException.UnknownTransaction(transactionId));
  }

  /** Read under the account's lock, and never before its last change: its history has one order. */
  private Instant now(Account locked) {
    return later(SqlTime.cut(clock.instant()), locked.changedAt());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
