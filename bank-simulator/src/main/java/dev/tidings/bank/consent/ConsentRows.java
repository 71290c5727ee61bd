package dev.tidings.bank.consent;

import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.Permission;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The tables {@code consent} and {@code consent_account}. */
final class ConsentRows {

  /** The most consents that are listed for one customer. */
  static final int LISTED_MAX = 200;

  /** The most consents that are read to say why somebody is not told. */
  static final int NOT_ENTITLED_MAX = 50;

  /** In the order in which {@link #read} takes them. */
  private static final String COLUMNS =
      """
      select c.consent_id, c.client_id, c.status, c.permissions, c.customer_id, c.expires_at,
             c.transactions_from, c.transactions_to, c.created_at, c.status_changed_at, c.status_reason,
             c.version, a.account_id
      """;

  private static final String FIND =
      COLUMNS
          + """
          from consent c left join consent_account a on a.consent_id = c.consent_id
          where c.consent_id = ? and not c.deleted
          """;

  private static final String OF_CUSTOMER =
      COLUMNS
          + """
          from (select * from consent where customer_id = ? and not deleted
                order by created_at desc, consent_id limit ?) c
          left join consent_account a on a.consent_id = c.consent_id
          order by c.created_at desc, c.consent_id
          """;

  /** Starts at the account's few links; the rest is by primary key. */
  static final String ENTITLED_TO_BALANCE =
      COLUMNS
          + """
          from consent_account entitled
          join consent c on c.consent_id = entitled.consent_id
          join consent_account a on a.consent_id = c.consent_id
          where entitled.account_id = ?
            and c.status = 'AUTH' and c.reads_balances and not c.deleted
            and (c.expires_at is null or c.expires_at > ?)
          order by c.consent_id
          """;

  private static final String NOT_ENTITLED_TO_BALANCE =
      COLUMNS
          + """
          from (select named.* from consent_account link
                join consent named on named.consent_id = link.consent_id
                where link.account_id = ? and not named.deleted
                  and not (named.status = 'AUTH' and named.reads_balances
                    and (named.expires_at is null or named.expires_at > ?))
                order by named.status_changed_at desc, named.consent_id limit ?) c
          join consent_account a on a.consent_id = c.consent_id
          order by c.status_changed_at desc, c.consent_id
          """;

  private static final String INSERT =
      """
      insert into consent (consent_id, client_id, status, permissions, reads_balances, expires_at,
          transactions_from, transactions_to, created_at, status_changed_at, version, deleted)
      values (:consentId, :clientId, :status, :permissions, :readsBalances, :expiresAt,
          :transactionsFrom, :transactionsTo, :createdAt, :createdAt, :version, false)
      """;

  private ConsentRows() {}

  static void insert(Handle handle, Consent consent) {
    handle
        .createUpdate(INSERT)
        .bind("consentId", consent.consentId())
        .bind("clientId", consent.clientId())
        .bind("status", consent.status().name())
        .bind("permissions", written(consent.permissions()))
        .bind("readsBalances", consent.permissions().contains(Permission.ReadBalances))
        .bind("expiresAt", utc(consent.expiresAt()))
        .bind("transactionsFrom", utc(consent.transactionsFrom()))
        .bind("transactionsTo", utc(consent.transactionsTo()))
        .bind("createdAt", utc(consent.createdAt()))
        .bind("version", consent.version())
        .execute();
  }

  static void lock(Handle handle, String consentId) {
    handle
        .createQuery("select consent_id from consent where consent_id = :consentId for update")
        .bind("consentId", consentId)
        .mapTo(String.class)
        .findOne();
  }

  static Optional<Consent> find(Handle handle, String consentId) {
    try {
      return find(handle.getConnection(), consentId);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** By plain JDBC: every call of the API asks for its consent. */
  static Optional<Consent> find(Connection connection, String consentId) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, consentId);
      return read(query).stream().findFirst();
    }
  }

  static List<Consent> ofCustomer(Handle handle, String customerId) {
    try (PreparedStatement query = handle.getConnection().prepareStatement(OF_CUSTOMER)) {
      query.setString(1, customerId);
      query.setInt(2, LISTED_MAX);
      return read(query);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** By plain JDBC: every change of a balance asks. */
  static List<Consent> entitledToBalance(Connection connection, String accountId, Instant now)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ENTITLED_TO_BALANCE)) {
      query.setString(1, accountId);
      query.setObject(2, utc(now));
      return read(query);
    }
  }

  /** As {@link #entitledToBalance}. */
  static List<Consent> notEntitledToBalance(Connection connection, String accountId, Instant now)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NOT_ENTITLED_TO_BALANCE)) {
      query.setString(1, accountId);
      query.setObject(2, utc(now));
      query.setInt(3, NOT_ENTITLED_MAX);
      return read(query);
    }
  }

  static void setStatus(
      Handle handle, String consentId, ConsentStatus status, @Nullable String reason, Instant now) {
    handle
        .createUpdate(
            """
            update consent set status = :status, status_reason = :reason, status_changed_at = :now,
              version = version + 1
            where consent_id = :consentId
            """)
        .bind("status", status.name())
        .bind("reason", reason)
        .bind("now", utc(now))
        .bind("consentId", consentId)
        .execute();
  }

  static void setCustomer(
      Handle handle, String consentId, String customerId, Set<String> accountIds) {
    handle.execute(
        "update consent set customer_id = ? where consent_id = ?", customerId, consentId);
    handle.execute("delete from consent_account where consent_id = ?", consentId);
    for (String accountId : new TreeSet<>(accountIds)) {
      handle.execute(
          "insert into consent_account (consent_id, account_id) values (?, ?)",
          consentId,
          accountId);
    }
  }

  /** In the order in which they are to be locked. */
  static List<String> linkedTo(Handle handle, String accountId) {
    return handle
        .createQuery(
            "select consent_id from consent_account where account_id = ? order by consent_id")
        .bind(0, accountId)
        .mapTo(String.class)
        .list();
  }

  static void unlink(Handle handle, String consentId, String accountId) {
    handle.execute(
        "delete from consent_account where consent_id = ? and account_id = ?",
        consentId,
        accountId);
  }

  static void delete(Handle handle, String consentId) {
    handle.execute("update consent set deleted = true where consent_id = ?", consentId);
  }

  static void deleteOfClient(Handle handle, String clientId) {
    handle.execute("update consent set deleted = true where client_id = ?", clientId);
  }

  /**
   * One row an account; the rows of one consent become one record. By number: H2 looks a name up in
   * a map that it makes for each answer.
   */
  private static List<Consent> read(PreparedStatement query) throws SQLException {
    List<Consent> consents = new ArrayList<>();
    Map<String, Set<String>> accountIds = new HashMap<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        String consentId = row.getString(1);
        Set<String> accounts = accountIds.get(consentId);
        if (accounts == null) {
          accounts = new TreeSet<>();
          accountIds.put(consentId, accounts);
          consents.add(consent(consentId, row, accounts));
        }
        String accountId = row.getString(13);
        if (accountId != null) {
          accounts.add(accountId);
        }
      }
    }
    return List.copyOf(consents);
  }

  private static Consent consent(String consentId, ResultSet row, Set<String> accounts)
      throws SQLException {
    return new Consent(
        consentId,
        row.getString(2),
        ConsentStatus.valueOf(row.getString(3)),
        permissions(row.getString(4)),
        row.getString(5),
        Collections.unmodifiableSet(accounts),
        instant(row, 6),
        instant(row, 7),
        instant(row, 8),
        row.getObject(9, OffsetDateTime.class).toInstant(),
        row.getObject(10, OffsetDateTime.class).toInstant(),
        row.getString(11),
        row.getLong(12));
  }

  private static String written(Set<Permission> permissions) {
    return permissions.stream().map(Permission::name).sorted().collect(Collectors.joining(","));
  }

  private static Set<Permission> permissions(String written) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    Arrays.stream(written.split(",", -1)).map(Permission::valueOf).forEach(permissions::add);
    return Collections.unmodifiableSet(permissions);
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
