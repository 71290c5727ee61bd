package dev.tidings.tpp.refresh;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.refresh.Task.Reasons;
import dev.tidings.tpp.view.AccountKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Which accounts are to be read, durably. An account has a row while we may read it; a row is due
 * while {@code wanted > done} and its time has come. Thread-safe.
 */
public final class WantedRefreshes {

  /**
   * An event shows that its bank lives: a failed refresh is then tried again no later than this.
   */
  static final Duration RETRY_AFTER_EVENT = Duration.ofSeconds(1);

  /** Events of one refresh whose times are looked at; of a longer burst, the newest. */
  static final int OCCURRENCES_MAX = 1_000;

  private final Database database;
  private final InstantSource clock;

  public WantedRefreshes(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** From now on the account may be read under this connection, and is to be read once. */
  public void open(UnitOfWork unit, AccountKey key, String connectionId) {
    unit.handle()
        .createUpdate(
            """
            insert into account_refresh
              (bank_id, account_id, connection_id, wanted, done, attempts, due_at)
            values (:bank_id, :account_id, :connection_id, 1, 0, 0, :now)\
            """)
        .bind("bank_id", key.bankId())
        .bind("account_id", key.accountId())
        .bind("connection_id", connectionId)
        .bind("now", clock.instant())
        .execute();
  }

  /** The account is to be read because of an event; false when it may not be read (any more). */
  public boolean want(UnitOfWork unit, AccountKey key, Reason reason) {
    int open =
        about(
                unit.handle()
                    .createUpdate(
                        """
                        update account_refresh set wanted = wanted + 1,
                          due_at = case when attempts = 0 then :now
                                        when due_at < :soon then due_at else :soon end
                        where bank_id = :bank_id and account_id = :account_id\
                        """),
                key)
            .bind("now", clock.instant())
            .bind("soon", clock.instant().plus(RETRY_AFTER_EVENT))
            .execute();
    if (open == 0) {
      return false;
    }
    about(
            unit.handle()
                .createUpdate(
                    """
                    insert into refresh_reason
                      (bank_id, account_id, number, event_id, received_at, occurred_at)
                    select bank_id, account_id, wanted, :event_id, :received_at, :occurred_at
                    from account_refresh
                    where bank_id = :bank_id and account_id = :account_id\
                    """),
            key)
        .bind("event_id", reason.eventId())
        .bind("received_at", reason.receivedAt())
        .bind("occurred_at", reason.occurredAt())
        .execute();
    return true;
  }

  /** No account of this bank may be read any more. */
  public void close(UnitOfWork unit, String bankId) {
    for (String table : List.of("refresh_reason", "account_refresh")) {
      unit.handle()
          .createUpdate("delete from " + table + " where bank_id = :bank_id")
          .bind("bank_id", bankId)
          .execute();
    }
  }

  /** The accounts of a bank, once all that was wanted of them is done; else none. */
  List<AccountKey> settled(String bankId) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select account_id from account_refresh r
                where bank_id = :bank_id and not exists (select 1 from account_refresh o
                  where o.bank_id = r.bank_id and o.wanted > o.done)\
                """)
            .bind("bank_id", bankId)
            .map(row -> new AccountKey(bankId, row.getColumn("account_id", String.class)))
            .list());
  }

  /** This account may not be read any more. */
  public void close(UnitOfWork unit, AccountKey key) {
    for (String table : List.of("refresh_reason", "account_refresh")) {
      about(
              unit.handle()
                  .createUpdate(
                      "delete from "
                          + table
                          + " where bank_id = :bank_id and account_id = :account_id"),
              key)
          .execute();
    }
  }

  /** Accounts whose time has come. */
  List<AccountKey> due() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select bank_id, account_id from account_refresh
                where wanted > done and due_at <= :now\
                """)
            .bind("now", clock.instant())
            .map(row ->
                new AccountKey(
                    row.getColumn("bank_id", String.class),
                    row.getColumn("account_id", String.class)))
            .list());
  }

  /** When the next account's time comes, if any waits. */
  Optional<Instant> nextDue() {
    return database.read(handle ->
        handle
            .createQuery("select min(due_at) as due_at from account_refresh where wanted > done")
            .map(row -> Optional.ofNullable(row.getColumn("due_at", Instant.class)))
            .one());
  }

  /** What is to be done for the account now, if anything. */
  Optional<Task> take(AccountKey key) {
    return database.read(handle ->
        about(
                handle.createQuery(
                    """
                    select * from account_refresh
                    where bank_id = :bank_id and account_id = :account_id
                      and wanted > done and due_at <= :now\
                    """),
                key)
            .bind("now", clock.instant())
            .map(row -> task(handle, key, row))
            .findOne());
  }

  /** The task is done; false when it was void, and then nothing of it may be used. */
  boolean done(UnitOfWork unit, Task task) {
    int valid =
        about(
                unit.handle()
                    .createUpdate(
                        """
                        update account_refresh set done = :up_to, attempts = 0, due_at = :now
                        where bank_id = :bank_id and account_id = :account_id
                          and connection_id = :connection_id and done < :up_to\
                        """),
                task.key())
            .bind("connection_id", task.connectionId())
            .bind("up_to", task.upTo())
            .bind("now", clock.instant())
            .execute();
    if (valid == 0) {
      return false;
    }
    about(
            unit.handle()
                .createUpdate(
                    """
                    delete from refresh_reason
                    where bank_id = :bank_id and account_id = :account_id and number <= :up_to\
                    """),
            task.key())
        .bind("up_to", task.upTo())
        .execute();
    return true;
  }

  /** When what the task answers happened, of those events that tell; newest first. */
  List<Instant> occurrences(UnitOfWork unit, Task task) {
    return about(
            unit.handle()
                .createQuery(
                    """
                    select occurred_at from refresh_reason
                    where bank_id = :bank_id and account_id = :account_id and number <= :up_to
                      and occurred_at is not null
                    order by number desc limit :limit\
                    """),
            task.key())
        .bind("up_to", task.upTo())
        .bind("limit", OCCURRENCES_MAX)
        .mapTo(Instant.class)
        .list();
  }

  /** Whether more is wanted than the task answers. */
  boolean isMoreWanted(UnitOfWork unit, Task task) {
    return about(
                unit.handle()
                    .createQuery(
                        """
                        select count(*) from account_refresh
                        where bank_id = :bank_id and account_id = :account_id
                          and wanted > :up_to\
                        """),
                task.key())
            .bind("up_to", task.upTo())
            .mapTo(Long.class)
            .one()
        > 0;
  }

  /** The task failed; it is due again at that time. False when it was void. */
  boolean failed(UnitOfWork unit, Task task, Instant dueAt) {
    return about(
                unit.handle()
                    .createUpdate(
                        """
                        update account_refresh set attempts = attempts + 1, due_at = :due_at
                        where bank_id = :bank_id and account_id = :account_id
                          and connection_id = :connection_id\
                        """),
                task.key())
            .bind("connection_id", task.connectionId())
            .bind("due_at", dueAt)
            .execute()
        > 0;
  }

  private static Task task(Handle handle, AccountKey key, RowView row) {
    long upTo = row.getColumn("wanted", Long.class);
    return new Task(
        key,
        row.getColumn("connection_id", String.class),
        upTo,
        row.getColumn("attempts", Integer.class),
        reasons(handle, key, upTo));
  }

  private static Optional<Reasons> reasons(Handle handle, AccountKey key, long upTo) {
    return about(
            handle.createQuery(
                """
                select count(*) as events, min(number) as oldest, max(number) as newest,
                  case when count(occurred_at) = count(*) then max(occurred_at) end as happened_by
                from refresh_reason
                where bank_id = :bank_id and account_id = :account_id and number <= :up_to\
                """),
            key)
        .bind("up_to", upTo)
        .map(row -> {
          int events = row.getColumn("events", Integer.class);
          return events == 0
              ? Optional.<Reasons>empty()
              : Optional.of(
                  new Reasons(
                      events,
                      reason(handle, key, row.getColumn("newest", Long.class)),
                      reason(handle, key, row.getColumn("oldest", Long.class)),
                      row.getColumn("happened_by", Instant.class)));
        })
        .one();
  }

  private static Reason reason(Handle handle, AccountKey key, long number) {
    return about(
            handle.createQuery(
                """
                select * from refresh_reason
                where bank_id = :bank_id and account_id = :account_id and number = :number\
                """),
            key)
        .bind("number", number)
        .map(row ->
            new Reason(
                row.getColumn("event_id", String.class),
                row.getColumn("received_at", Instant.class),
                row.getColumn("occurred_at", Instant.class)))
        .one();
  }

  private static <S extends SqlStatement<S>> S about(S statement, AccountKey key) {
    return statement.bind("bank_id", key.bankId()).bind("account_id", key.accountId());
  }
}
