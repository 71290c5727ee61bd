package dev.tidings.tpp.refresh;

import dev.tidings.persistence.Database;
import dev.tidings.tpp.bank.AccountApi;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.timing.DueTimer;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.BankStatuses;
import dev.tidings.tpp.view.ChangeLog;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.view.ViewedAccounts;
import dev.tidings.tpp.view.ViewedTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls every connected bank at even intervals, as one would without events: to compare with. A
 * bank that takes longer than the interval is left out of the polls that it misses.
 */
public final class TimedPolls implements AutoCloseable {

  /** How long closing waits for polls that run. */
  static final Duration CLOSING_MAX = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(TimedPolls.class);

  private final @Nullable Duration interval;
  private final Banks banks;
  private final Connections connections;
  private final WantedRefreshes wanted;
  private final PollBank pollBank;
  private final EndConnection endConnection;
  private final InstantSource clock;
  private final DueTimer timer;
  private final Map<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
  private @Nullable Instant next;

  /**
   * Puts the parts together; nothing runs until {@link #begin}.
   *
   * @param interval between two polls of a bank; null for never
   */
  public static TimedPolls create(
      @Nullable Duration interval,
      Database database,
      Banks banks,
      Connections connections,
      WantedRefreshes wanted,
      AccountApi api,
      BankStatuses statuses,
      EndConnection endConnection,
      ViewChanges changes,
      InstantSource clock) {
    ViewedTransactions transactions = new ViewedTransactions(database);
    UpdateView view =
        new UpdateView(
            new ViewedAccounts(), transactions, statuses, new ChangeLog(), changes, clock);
    PollBank pollBank = new PollBank(database, api, transactions, view, clock);
    return new TimedPolls(interval, banks, connections, wanted, pollBank, endConnection, clock);
  }

  private TimedPolls(
      @Nullable Duration interval,
      Banks banks,
      Connections connections,
      WantedRefreshes wanted,
      PollBank pollBank,
      EndConnection endConnection,
      InstantSource clock) {
    this.interval = interval;
    this.banks = banks;
    this.connections = connections;
    this.wanted = wanted;
    this.pollBank = pollBank;
    this.endConnection = endConnection;
    this.clock = clock;
    this.timer = new DueTimer("timed-polls", clock, this::begin);
  }

  /** Polls now if it is time to, and goes on by itself. The first time is now. */
  public void begin() {
    var _ = runDue();
  }

  /**
   * One step: polls if it is time to.
   *
   * @return ends with the polls that run now, whether or not they succeed
   */
  public synchronized CompletableFuture<Void> runDue() {
    if (interval != null) {
      Instant now = clock.instant();
      Instant due = next == null ? now : next;
      if (!due.isAfter(now)) {
        banks.registered().forEach(this::start);
        long missed = Duration.between(due, now).dividedBy(interval);
        due = due.plus(interval.multipliedBy(missed + 1));
      }
      next = due;
      timer.at(due);
    }
    return running();
  }

  @Override
  public void close() {
    timer.close();
    timer.awaitEnded();
    running().completeOnTimeout(null, CLOSING_MAX.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private CompletableFuture<Void> running() {
    return CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new));
  }

  private void start(Bank bank) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    if (running.putIfAbsent(bank.bankId(), mine) == null) {
      Thread.ofVirtual().name("poll-" + bank.bankId()).start(() -> run(bank, mine));
    }
  }

  private void run(Bank bank, CompletableFuture<Void> ended) {
    try {
      Optional<Connection> connection = connections.ofBank(bank.bankId());
      if (connection.isPresent()) {
        poll(bank, connection.get());
      }
    } catch (RuntimeException e) {
      log.error("polling {} failed by our own failure", bank.bankId(), e);
    } finally {
      running.remove(bank.bankId());
      ended.complete(null);
    }
  }

  private void poll(Bank bank, Connection connection) {
    List<AccountKey> accounts = wanted.settled(bank.bankId());
    if (accounts.isEmpty()) {
      return;
    }
    try {
      pollBank.poll(bank, connection, accounts);
    } catch (BankException.ConsentEnded e) {
      endConnection.over(connection, e);
    } catch (BankException e) {
      log.info("polling {} failed: {}", bank.bankId(), e.words());
      pollBank.unreachable(bank, e);
    }
  }
}
