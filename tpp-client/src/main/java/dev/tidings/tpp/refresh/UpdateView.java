package dev.tidings.tpp.refresh;

import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.refresh.ReadAccount.Reading;
import dev.tidings.tpp.refresh.Task.Reasons;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.BankStatuses;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ChangeLog;
import dev.tidings.tpp.view.UnifiedView.AccountView.Status;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.view.ViewChanges.Notice;
import dev.tidings.tpp.view.ViewedAccounts;
import dev.tidings.tpp.view.ViewedAccounts.Known;
import dev.tidings.tpp.view.ViewedTransactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Takes the outcome of a refresh over into the view and tells who listens. */
final class UpdateView {

  private static final int UNSTORED = 0;

  private final ViewedAccounts accounts;
  private final ViewedTransactions transactions;
  private final BankStatuses statuses;
  private final ChangeLog changeLog;
  private final ViewChanges changes;
  private final InstantSource clock;

  UpdateView(
      ViewedAccounts accounts,
      ViewedTransactions transactions,
      BankStatuses statuses,
      ChangeLog changeLog,
      ViewChanges changes,
      InstantSource clock) {
    this.accounts = accounts;
    this.transactions = transactions;
    this.statuses = statuses;
    this.changeLog = changeLog;
    this.changes = changes;
    this.clock = clock;
  }

  void refreshed(
      UnitOfWork unit, Task task, Reading reading, Status status, Optional<OBTransaction> newest) {
    AccountKey key = task.key();
    Known known =
        accounts
            .find(unit, key)
            .orElseThrow(() -> new IllegalStateException("no account in the view: " + key));
    Money after = reading.balance().money();
    accounts.balance(unit, key, after, reading.balance().dateTime(), status);
    transactions.put(unit, key, reading.since(), reading.transactions());
    statuses.reachable(unit, key.bankId());
    if (task.reasons().isEmpty()) {
      unit.afterCommit(() -> changes.tell(new Notice.Touched()));
      return;
    }
    Reasons reasons = task.reasons().get();
    accounts.event(unit, key, reasons.newest().eventId(), reasons.newest().receivedAt());
    Change change =
        changeLog.add(
            unit,
            new Change(
                UNSTORED,
                known.bank(),
                key.accountId(),
                known.name(),
                reasons.newest().eventId(),
                reasons.events(),
                reasons.oldest().occurredAt(),
                reasons.oldest().receivedAt(),
                clock.instant(),
                reading.calls(),
                known.balance(),
                after,
                newest.map(ViewedTransactions::describe).orElse(null)));
    unit.afterCommit(() -> changes.tell(new Notice.Refreshed(change)));
  }

  /** What a poll found of an account; a change only when its figure is another one. */
  void polled(UnitOfWork unit, AccountKey key, Reading reading, Optional<OBTransaction> newest) {
    Optional<Known> known = accounts.find(unit, key);
    if (known.isEmpty()) {
      return;
    }
    Money after = reading.balance().money();
    accounts.balance(unit, key, after, reading.balance().dateTime(), Status.CURRENT);
    transactions.put(unit, key, reading.since(), reading.transactions());
    statuses.reachable(unit, key.bankId());
    if (after.equals(known.get().balance())) {
      return;
    }
    Instant now = clock.instant();
    Change change =
        changeLog.add(
            unit,
            new Change(
                UNSTORED,
                known.get().bank(),
                key.accountId(),
                known.get().name(),
                Change.POLLED,
                0,
                null,
                now,
                now,
                reading.calls(),
                known.get().balance(),
                after,
                newest.map(ViewedTransactions::describe).orElse(null)));
    unit.afterCommit(() -> changes.tell(new Notice.Refreshed(change)));
  }

  /**
   * Events arrived whose change the figure already has, because it was read after them: nothing is
   * called. False when the figure is older than one of them.
   */
  boolean alreadyShown(UnitOfWork unit, Task task) {
    Optional<Known> known = accounts.find(unit, task.key());
    if (known.isEmpty() || task.reasons().isEmpty()) {
      return false;
    }
    Reasons reasons = task.reasons().get();
    Instant balanceAsOf = known.get().balanceAsOf();
    return balanceAsOf != null && reasons.areInFigureOf(balanceAsOf);
  }

  /** The figure stays, and is known to answer these events. */
  void confirmed(UnitOfWork unit, Task task, Status status) {
    Reasons reasons = task.reasons().orElseThrow();
    accounts.event(unit, task.key(), reasons.newest().eventId(), reasons.newest().receivedAt());
    accounts.status(unit, task.key(), status);
    unit.afterCommit(() -> changes.tell(new Notice.Touched()));
  }

  void stale(UnitOfWork unit, AccountKey key) {
    accounts.status(unit, key, Status.STALE);
    unit.afterCommit(() -> changes.tell(new Notice.Touched()));
  }

  void unreachable(String bankId, String why) {
    statuses.unreachable(bankId, why);
  }
}
