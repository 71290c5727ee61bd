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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls every connected bank at even intervals, as one would without events: to compare with. A
 * bank that takes longer than the interval is left out of the polls that it misses.
 */
public final class TimedPolls implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TimedPolls.class);

  private final @Nullable Duration interval;
  private final Banks banks;
  private final Connections connections;
  private final WantedRefreshes wanted;
  private final PollBank pollBank;
  private final EndConnection endConnection;
  private final InstantSource clock;
  private final DueTimer timer;
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private @Nullable Instant next;
  private volatile boolean closed;

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
    this.timer = new DueTimer("timed-polls", clock, this::runDue);
  }

  /** The first poll is now. */
  public void begin() {
    runDue();
  }

  /** One step: polls if it is time to. */
  public synchronized void runDue() {
    if (interval == null) {
      return;
    }
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

  @Override
  public void close() {
    closed = true;
    timer.close();
  }

  private void start(Bank bank) {
    if (running.add(bank.bankId())) {
      Thread.ofVirtual().name("poll-" + bank.bankId()).start(() -> run(bank));
    }
  }

  private void run(Bank bank) {
    Optional<Connection> connection = connections.ofBank(bank.bankId());
    List<AccountKey> accounts = wanted.settled(bank.bankId());
    try {
      if (connection.isPresent() && !accounts.isEmpty()) {
        pollBank.poll(bank, connection.get(), accounts);
      }
    } catch (BankException.ConsentEnded e) {
      endConnection.over(connection.orElseThrow(), e);
    } catch (BankException e) {
      log.info("polling {} failed: {}", bank.bankId(), e.words());
      pollBank.unreachable(bank, e);
    } catch (RuntimeException e) {
      if (!closed) {
        log.error("polling {} failed by our own failure", bank.bankId(), e);
      }
    } finally {
      running.remove(bank.bankId());
    }
  }
}
