package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The customers' accounts and who holds them. Thread-safe. */
public final class Accounts {

  private static final String SELECT =
      """
      select a.account_id, account_type, category, currency, nickname, holder_name, scheme,
        identification, secondary_identification, credit_limit_minor, booked_minor, pending_minor,
        opening_minor, version, opened_at, changed_at, closed_at
      from account a
      """;

  private static final String FIND = SELECT + "where a.account_id = ?";

  /** The account with this id. */
  public Optional<Account> find(Handle handle, String accountId) {
    try {
      return find(handle.getConnection(), accountId);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** As {@link #find(Handle, String)}, by plain JDBC: most calls of the API ask for an account. */
  public Optional<Account> find(Connection connection, String accountId) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, accountId);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  /** The accounts with these ids, ordered by id; unknown ids are left out. */
  public List<Account> findAll(Handle handle, List<String> accountIds) {
    if (accountIds.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(SELECT + "where a.account_id in (<ids>) order by a.account_id")
        .bindList("ids", accountIds)
        .map((row, context) -> read(row))
        .list();
  }

  /** The open accounts a customer holds, alone or jointly, ordered by id. */
  public List<Account> heldBy(Handle handle, String customerId) {
    return handle
        .createQuery(
            SELECT
                + """
                join account_holder h on h.account_id = a.account_id
                where h.customer_id = :customer and a.closed_at is null order by a.account_id\
                """)
        .bind("customer", customerId)
        .map((row, context) -> read(row))
        .list();
  }

  /** Every account, ordered by id, after the given one; {@code ""} for the first page. */
  public List<Account> page(Handle handle, String afterAccountId, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                where a.account_id > :after order by a.account_id
                fetch first :limit rows only\
                """)
        .bind("after", afterAccountId)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** As {@link #page}, of those that anything ever happened on. */
  public List<Account> changedPage(Handle handle, String afterAccountId, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                where a.account_id > :after and a.version > 0 order by a.account_id
                fetch first :limit rows only\
                """)
        .bind("after", afterAccountId)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** The customers who hold the account, ordered by id. */
  public List<String> holdersOf(Handle handle, String accountId) {
    return handle
        .createQuery(
            "select customer_id from account_holder where account_id = :id order by customer_id")
        .bind("id", accountId)
        .mapTo(String.class)
        .list();
  }

  /** Who holds these accounts: account id to customer ids, both in order. */
  public SortedMap<String, List<String>> holders(Handle handle, List<String> accountIds) {
    return holders(handle, "account_id", accountIds);
  }

  /** What these customers hold, and with whom of them: account id to customer ids, in order. */
  public SortedMap<String, List<String>> heldBy(Handle handle, List<String> customerIds) {
    return holders(handle, "customer_id", customerIds);
  }

  private static SortedMap<String, List<String>> holders(
      Handle handle, String column, List<String> ids) {
    SortedMap<String, List<String>> holders = new TreeMap<>();
    if (ids.isEmpty()) {
      return holders;
    }
    handle
        .createQuery(
            "select account_id, customer_id from account_holder where <column> in (<ids>)"
                + " order by 1, 2")
        .define("column", column)
        .bindList("ids", ids)
        .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
        .forEach(pair -> holders.computeIfAbsent(pair[0], id -> new ArrayList<>()).add(pair[1]));
    return holders;
  }

  /**
   * The account, locked until the transaction ends: meanwhile nothing is posted on it, and whatever
   * is posted later has a later time.
   */
  public Optional<Account> lock(Handle handle, String accountId) {
    return handle
        .createQuery(SELECT + "where a.account_id = :id for update")
        .bind("id", accountId)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Writes balances, version and time of change. */
  void update(Handle handle, Account after) {
    handle
        .createUpdate(
            """
            update account set booked_minor = :booked, pending_minor = :pending,
              opening_minor = :opening, version = :version, changed_at = :at
            where account_id = :id\
            """)
        .bind("booked", after.booked().minor())
        .bind("pending", after.pending().minor())
        .bind("opening", after.opening().minor())
        .bind("version", after.version())
        .bind("at", SqlTime.of(after.changedAt()))
        .bind("id", after.accountId())
        .execute();
  }

  void close(Handle handle, String accountId, Instant at) {
    handle.execute(
        "update account set closed_at = ? where account_id = ?", SqlTime.of(at), accountId);
  }

  void insert(Handle handle, Collection<Account> accounts) {
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into account (account_id, account_type, category, currency, nickname,
              holder_name, scheme, identification, secondary_identification, credit_limit_minor,
              booked_minor, pending_minor, opening_minor, version, opened_at, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)) {
      for (Account account : accounts) {
        batch
            .bind(0, account.accountId())
            .bind(1, account.type().name())
            .bind(2, account.category().name())
            .bind(3, account.currency())
            .bind(4, account.nickname())
            .bind(5, account.holderName())
            .bind(6, account.scheme().name())
            .bind(7, account.identification())
            .bind(8, account.secondaryIdentification())
            .bind(9, account.creditLimit().minor())
            .bind(10, account.booked().minor())
            .bind(11, account.pending().minor())
            .bind(12, account.opening().minor())
            .bind(13, account.version())
            .bind(14, SqlTime.of(account.openedAt()))
            .bind(15, SqlTime.of(account.changedAt()))
            .add();
      }
      batch.execute();
    }
  }

  void insertHolder(Handle handle, String accountId, String customerId) {
    handle.execute(
        "insert into account_holder (customer_id, account_id) values (?, ?)",
        customerId,
        accountId);
  }

  private static Account read(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    return new Account(
        row.getString("account_id"),
        Account.Type.valueOf(row.getString("account_type")),
        Account.Category.valueOf(row.getString("category")),
        currency,
        row.getString("nickname"),
        row.getString("holder_name"),
        Account.Scheme.valueOf(row.getString("scheme")),
        row.getString("identification"),
        row.getString("secondary_identification"),
        new Money(row.getLong("credit_limit_minor"), currency),
        new Money(row.getLong("booked_minor"), currency),
        new Money(row.getLong("pending_minor"), currency),
        new Money(row.getLong("opening_minor"), currency),
        row.getLong("version"),
        SqlTime.read(row, "opened_at"),
        SqlTime.read(row, "changed_at"),
        SqlTime.readOrNull(row, "closed_at"));
  }
}
