package dev.tidings.bank.alerts;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.LargeTransaction;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.broker.BusinessEvent.SalaryArrived;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * The event processor that raises alerts: each becomes an event of its own, in the transaction that
 * marks its cause as done, and at most one of a kind for a transaction. Thread-safe.
 *
 * <p>A balance is low by what is booked, right after the transaction that moved it; so it is told
 * of once a crossing, however late this processor comes to it and whatever happened since.
 */
public final class Alerts implements EventProcessor {

  /**
   * Nobody acts on an alert within milliseconds; meanwhile what was told of the same change goes
   * first, which would otherwise share its processors and wait for this one's commits.
   */
  static final Duration GATHERING = Duration.ofMillis(10);

  private final Database database;
  private final EventLog eventLog;
  private final InstantSource clock;
  private final ForgetRaised forget;
  private final Transactions transactions = new Transactions();
  private final Accounts accounts = new Accounts();
  private final CustomerLimits limits = new CustomerLimits();

  public Alerts(Database database, EventLog eventLog, InstantSource clock) {
    this.database = database;
    this.eventLog = eventLog;
    this.clock = clock;
    this.forget = new ForgetRaised(database, clock);
  }

  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public boolean interestedIn(BusinessEvent event) {
    return event instanceof BalanceChanged;
  }

  @Override
  public Duration gathering() {
    return GATHERING;
  }

  @Override
  public Work prepare(LoggedEvent cause) {
    if (!(cause.event() instanceof BalanceChanged changed)) {
      return unit -> {};
    }
    forget.ifDue();
    List<BusinessEvent.Alert> alerts = database.read(handle -> alerts(handle, changed));
    return unit -> alerts.forEach(alert -> raise(unit, alert, cause.interactionId()));
  }

  private void raise(UnitOfWork unit, BusinessEvent.Alert alert, String interactionId) {
    int raised =
        unit.handle()
            .createUpdate(
                """
                insert into alert_raised (transaction_id, kind, raised_at)
                values (:transactionId, :kind, :now) on conflict do nothing
                """)
            .bind("transactionId", alert.transactionId())
            .bind("kind", alert.kind())
            .bind("now", clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .execute();
    if (raised == 1) {
      eventLog.append(unit, alert, interactionId);
    }
  }

  private List<BusinessEvent.Alert> alerts(Handle handle, BalanceChanged changed) {
    Optional<Transaction> found = transactions.find(handle, changed.transactionId());
    if (found.isEmpty()) {
      return List.of();
    }
    Transaction transaction = found.get();
    Map<String, AlertLimits> wishes = new LinkedHashMap<>();
    for (String customerId : accounts.holdersOf(handle, changed.accountId())) {
      wishes.put(customerId, limits.of(handle, customerId));
    }
    List<BusinessEvent.Alert> alerts = new ArrayList<>();
    List<String> low = whose(wishes, wish -> fallsLow(wish, transaction));
    if (!low.isEmpty()) {
      alerts.add(
          new LowBalance(
              changed.accountId(), changed.accountVersion(), changed.transactionId(), low));
    }
    List<String> large = whose(wishes, wish -> wish.isLarge(transaction.amount().minor()));
    if (!large.isEmpty()) {
      alerts.add(
          new LargeTransaction(
              changed.accountId(),
              changed.accountVersion(),
              changed.transactionId(),
              large,
              transaction.amount().minor() >= 0,
              transaction.bookedAt()));
    }
    List<String> salary =
        whose(wishes, wish -> wish.salaryArrived() && isBookedSalary(transaction));
    if (!salary.isEmpty()) {
      alerts.add(
          new SalaryArrived(
              changed.accountId(),
              changed.accountVersion(),
              changed.transactionId(),
              salary,
              transaction.bookedAt()));
    }
    return alerts;
  }

  private static List<String> whose(
      Map<String, AlertLimits> wishes, Predicate<AlertLimits> condition) {
    return wishes.entrySet().stream()
        .filter(wish -> condition.test(wish.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean fallsLow(AlertLimits wish, Transaction transaction) {
    Money after = transaction.balanceAfter();
    return after != null
        && wish.fallsLow(after.minor() - transaction.amount().minor(), after.minor());
  }

  private static boolean isBookedSalary(Transaction transaction) {
    return transaction.kind() == Transaction.Kind.SALARY
        && transaction.status() == Transaction.Status.BOOK
        && transaction.amount().minor() > 0;
  }
}
