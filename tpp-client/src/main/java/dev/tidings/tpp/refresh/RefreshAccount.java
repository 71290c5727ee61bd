package dev.tidings.tpp.refresh;

import dev.tidings.openbanking.OBTransaction;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.meter.Cause;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.refresh.ReadAccount.Reading;
import dev.tidings.tpp.timing.Backoff;
import dev.tidings.tpp.view.UnifiedView.AccountView.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One refresh of one account, from the calls to the view. */
final class RefreshAccount {

  /** Delays after failures in a row. */
  static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private static final Logger log = LoggerFactory.getLogger(RefreshAccount.class);

  private final Database database;
  private final Banks banks;
  private final Connections connections;
  private final WantedRefreshes wanted;
  private final ReadAccount readAccount;
  private final UpdateView view;
  private final EndConnection endConnection;
  private final Meter meter;
  private final InstantSource clock;

  RefreshAccount(
      Database database,
      Banks banks,
      Connections connections,
      WantedRefreshes wanted,
      ReadAccount readAccount,
      UpdateView view,
      EndConnection endConnection,
      Meter meter,
      InstantSource clock) {
    this.database = database;
    this.banks = banks;
    this.connections = connections;
    this.wanted = wanted;
    this.readAccount = readAccount;
    this.view = view;
    this.endConnection = endConnection;
    this.meter = meter;
    this.clock = clock;
  }

  void run(Task task) throws InterruptedException {
    if (isAlreadyShown(task)) {
      return;
    }
    Optional<Connection> connection = connections.find(task.connectionId());
    Optional<Bank> bank = banks.find(task.key().bankId());
    if (connection.isEmpty() || bank.isEmpty()) {
      failed(task, new BankException("the bank is not registered with yet"));
      return;
    }
    try {
      Cause cause = task.reasons().isEmpty() ? Cause.CONNECTING : Cause.EVENT;
      finish(task, readAccount.read(bank.get(), connection.get(), task.key(), cause));
    } catch (BankException.ConsentEnded e) {
      log.info("{}: {}", task.key().bankId(), e.words());
      endConnection.over(connection.get(), e);
    } catch (BankException e) {
      failed(task, e);
    }
  }

  /** Puts the task off; also for failures that are not the bank's. */
  void failed(Task task, BankException failure) {
    log.warn("{} is not up to date: {}", task.key(), failure.words());
    Duration delay = BACKOFF.after(task.failures() + 1);
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    Instant dueAt = clock.instant().plus(asked.compareTo(delay) > 0 ? asked : delay);
    if (failure instanceof BankException.Unreachable) {
      view.unreachable(task.key().bankId(), failure.words());
    }
    database.useTransaction(unit -> {
      if (wanted.failed(unit, task, dueAt)) {
        view.stale(unit, task.key());
      }
    });
  }

  private boolean isAlreadyShown(Task task) {
    return database.inTransaction(unit -> {
      if (!view.alreadyShown(unit, task)) {
        return false;
      }
      if (done(unit, task)) {
        view.confirmed(unit, task, status(unit, task));
      }
      return true;
    });
  }

  private void finish(Task task, Reading reading) {
    database.useTransaction(unit -> {
      if (done(unit, task)) {
        view.refreshed(unit, task, reading, status(unit, task), newest(reading));
      }
    });
  }

  private boolean done(UnitOfWork unit, Task task) {
    List<Instant> occurrences =
        task.reasons().isEmpty() ? List.of() : wanted.occurrences(unit, task);
    if (!wanted.done(unit, task)) {
      return false;
    }
    meter.shown(unit, task.key().bankId(), occurrences);
    return true;
  }

  private Status status(UnitOfWork unit, Task task) {
    return wanted.isMoreWanted(unit, task) ? Status.REFRESHING : Status.CURRENT;
  }

  private static Optional<OBTransaction> newest(Reading reading) {
    return reading.transactions().stream()
        .max(Comparator.comparing(OBTransaction::bookingDateTime));
  }
}
