package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.BankView;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads the unified view. Thread-safe. */
public final class Views {

  private final Database database;
  private final InstantSource clock;

  public Views(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** All accounts of all banks as they are known now; calls no bank. */
  public UnifiedView read() {
    return database.inTransaction(unit -> {
      Handle handle = unit.handle();
      List<AccountView> accounts = accounts(handle);
      return new UnifiedView(
          clock.instant(), totals(accounts), banks(handle), accounts, latest(handle));
    });
  }

  /** The latest changes, newest first; at most {@link ChangeLog#CHANGES_KEPT_MAX}. */
  public List<Change> recentChanges(int limit) {
    return database.read(handle -> ChangeLog.latest(handle, limit));
  }

  /** The sum of each currency, the one with most accounts first. */
  private static List<Money> totals(List<AccountView> accounts) {
    Map<String, Money> totals = new TreeMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (AccountView account : accounts) {
      Money balance = account.balance();
      boolean ours =
          switch (account.status()) {
            case CURRENT, REFRESHING, STALE -> true;
            case REVOKED, EXPIRED -> false;
          };
      if (ours && balance != null) {
        totals.merge(account.currency(), balance, Money::plus);
        counts.merge(account.currency(), 1, Integer::sum);
      }
    }
    return totals.values().stream()
        .sorted(Comparator.comparingInt(total -> -counts.getOrDefault(total.currency(), 0)))
        .toList();
  }

  private static List<AccountView> accounts(Handle handle) {
    return handle
        .createQuery(
            """
            select a.*, b.name as bank from account a join bank_status b on b.bank_id = a.bank_id
            order by b.name, a.bank_id, a.name, a.account_id\
            """)
        .map(Views::account)
        .list();
  }

  private static AccountView account(RowView row) {
    String currency = row.getColumn("currency", String.class);
    Long minor = row.getColumn("balance_minor", Long.class);
    return new AccountView(
        row.getColumn("bank_id", String.class),
        row.getColumn("bank", String.class),
        row.getColumn("account_id", String.class),
        row.getColumn("name", String.class),
        row.getColumn("type_code", String.class),
        currency,
        minor == null ? null : new Money(minor, currency),
        row.getColumn("balance_as_of", Instant.class),
        AccountView.Status.valueOf(row.getColumn("status", String.class)),
        row.getColumn("last_event_id", String.class),
        row.getColumn("last_event_at", Instant.class));
  }

  private static List<BankView> banks(Handle handle) {
    return handle
        .createQuery(
            """
            select b.*, (select max(a.last_event_at) from account a where a.bank_id = b.bank_id)
              as last_event_at
            from bank_status b order by b.name, b.bank_id\
            """)
        .map(Views::bank)
        .list();
  }

  private static BankView bank(RowView row) {
    BankView.State state = BankView.State.valueOf(row.getColumn("state", String.class));
    String unreachable = row.getColumn("unreachable", String.class);
    boolean silent =
        unreachable != null
            && switch (state) {
              case NOT_CONNECTED, CONNECTED, UNREACHABLE -> true;
              case REVOKED, EXPIRED -> false;
            };
    return new BankView(
        row.getColumn("bank_id", String.class),
        row.getColumn("name", String.class),
        silent ? BankView.State.UNREACHABLE : state,
        silent ? unreachable : row.getColumn("detail", String.class),
        row.getColumn("consent_expires_at", Instant.class),
        row.getColumn("last_event_at", Instant.class));
  }

  private static List<TransactionView> latest(Handle handle) {
    return handle
        .createQuery(
            """
            select t.*, a.name as account_name, b.name as bank
            from account_transaction t
            join account a on a.bank_id = t.bank_id and a.account_id = t.account_id
            join bank_status b on b.bank_id = t.bank_id
            where a.status not in ('REVOKED', 'EXPIRED')
            order by t.booked_at desc, t.transaction_id limit :limit\
            """)
        .bind("limit", UnifiedView.LATEST_TRANSACTIONS_MAX)
        .map(Transactions::transaction)
        .list();
  }
}
