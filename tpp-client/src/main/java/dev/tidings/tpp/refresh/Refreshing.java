package dev.tidings.tpp.refresh;

import dev.tidings.persistence.Database;
import dev.tidings.tpp.bank.AccountApi;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.timing.DueTimer;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.BankStatuses;
import dev.tidings.tpp.view.ChangeLog;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.view.ViewedAccounts;
import dev.tidings.tpp.view.ViewedTransactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the wanted refreshes: one at a time an account, a few at a time a bank, each on a virtual
 * thread of its own. What is wanted while one runs is answered by one more. Thread-safe.
 */
public final class Refreshing implements AutoCloseable {

  /** Refreshes that run at one time against one bank. */
  public static final int REFRESHES_AT_ONCE_PER_BANK_MAX = 4;

  /** How long closing waits for refreshes that run. */
  static final Duration CLOSING_MAX = Duration.ofSeconds(5);

  /** When to look again after a failure of our own. */
  private static final Duration AFTER_BUG = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Refreshing.class);

  private final ExecutorService threads;
  private final WantedRefreshes wanted;
  private final RefreshAccount refreshAccount;
  private final InstantSource clock;
  private final DueTimer timer;
  private final Map<AccountKey, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private Refreshing(
      ExecutorService threads,
      WantedRefreshes wanted,
      RefreshAccount refreshAccount,
      InstantSource clock) {
    this.threads = threads;
    this.wanted = wanted;
    this.refreshAccount = refreshAccount;
    this.clock = clock;
    this.timer = new DueTimer("refresh-retries", clock, this::runDue);
  }

  /** Puts the parts together; nothing runs until {@link #runDue} or {@link #wake}. */
  public static Refreshing create(
      Database database,
      Banks banks,
      Connections connections,
      WantedRefreshes wanted,
      AccountApi api,
      BankStatuses statuses,
      EndConnection endConnection,
      ViewChanges changes,
      Meter meter,
      InstantSource clock) {
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("refresh-", 0).factory());
    ViewedTransactions transactions = new ViewedTransactions(database);
    UpdateView view =
        new UpdateView(
            new ViewedAccounts(), transactions, statuses, new ChangeLog(), changes, clock);
    ReadAccount readAccount = new ReadAccount(api, transactions, clock);
    return new Refreshing(
        threads,
        wanted,
        new RefreshAccount(
            database, banks, connections, wanted, readAccount, view, endConnection, meter, clock),
        clock);
  }

  /**
   * Something is wanted of this account; to be called after the commit that says so.
   *
   * @return ends with the refresh that runs now, whether or not it succeeds
   */
  public CompletableFuture<Void> wake(AccountKey key) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> others = running.putIfAbsent(key, mine);
    if (others != null) {
      return others;
    }
    try {
      threads.execute(() -> run(key, mine));
    } catch (RejectedExecutionException e) {
      // closing: what is wanted stays wanted, and is done after the next start
      mine.complete(null);
    }
    return mine;
  }

  /** One step: starts every refresh whose time has come, and waits for the next one's time. */
  public void runDue() {
    for (AccountKey key : wanted.due()) {
      var _ = wake(key);
    }
    waitForNext();
  }

  @Override
  public void close() {
    closed = true;
    timer.close();
    timer.awaitEnded();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSING_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void run(AccountKey key, CompletableFuture<Void> ended) {
    try {
      runOnce(key);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      running.remove(key);
      ended.complete(null);
    }
    if (wanted.take(key).isPresent()) {
      var _ = wake(key);
    } else {
      waitForNext();
    }
  }

  private void runOnce(AccountKey key) throws InterruptedException {
    Semaphore permit =
        permits.computeIfAbsent(
            key.bankId(), id -> new Semaphore(REFRESHES_AT_ONCE_PER_BANK_MAX, true));
    permit.acquire();
    try {
      Optional<Task> task = wanted.take(key);
      if (task.isPresent()) {
        runOrPutOff(task.get());
      }
    } finally {
      permit.release();
    }
  }

  private void runOrPutOff(Task task) throws InterruptedException {
    try {
      refreshAccount.run(task);
    } catch (RuntimeException e) {
      log.error("refreshing {} failed", task.key(), e);
      refreshAccount.failed(task, new BankException("our own failure: " + e));
    }
  }

  private void waitForNext() {
    if (closed) {
      return;
    }
    wanted
        .nextDue()
        .ifPresent(due -> {
          // One that is due already is running, and looks again itself when it ends.
          boolean past = !due.isAfter(clock.instant());
          timer.at(past ? clock.instant().plus(AFTER_BUG) : due);
        });
  }
}
