package dev.tidings.bank.arrangement;

import dev.tidings.openbanking.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The rows of {@code arrangement}. Thread-safe. */
public final class Arrangements {

  private static final String SELECT =
      """
      select arrangement_id, account_id, kind, status, payee_name, payee_identification,
        to_account_id, clears_debt, reference, currency, amount_low_minor, amount_high_minor,
        months, day_of_month, first_paid_at, last_paid_at, last_paid_minor, next_due_at
      from arrangement
      """;

  /** Those of one kind of these accounts, ordered by account and id. */
  public List<Arrangement> of(Handle handle, Arrangement.Kind kind, Collection<String> accountIds) {
    if (accountIds.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(
            SELECT
                + """
                where account_id in (<ids>) and kind = :kind order by account_id, arrangement_id\
                """)
        .bindList("ids", List.copyOf(accountIds))
        .bind("kind", kind.name())
        .map((row, context) -> read(row))
        .list();
  }

  /** The ids of what is due by now, the longest due first. */
  List<String> due(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            """
            select arrangement_id from arrangement where next_due_at <= :now
            order by next_due_at, arrangement_id fetch first :limit rows only\
            """)
        .bind("now", sql(now))
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /** The arrangement, locked until the transaction ends. */
  Optional<Arrangement> lock(Handle handle, String arrangementId) {
    return handle
        .createQuery(SELECT + "where arrangement_id = :id for update")
        .bind("id", arrangementId)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Writes what an execution changes. */
  void update(Handle handle, Arrangement after) {
    Money lastPaid = after.lastPaid();
    handle
        .createUpdate(
            """
            update arrangement set status = :status, first_paid_at = :first, last_paid_at = :last,
              last_paid_minor = :minor, next_due_at = :next
            where arrangement_id = :id\
            """)
        .bind("status", after.status().name())
        .bind("first", sql(after.firstPaidAt()))
        .bind("last", sql(after.lastPaidAt()))
        .bind("minor", lastPaid == null ? null : Long.valueOf(lastPaid.minor()))
        .bind("next", sql(after.nextDueAt()))
        .bind("id", after.arrangementId())
        .execute();
  }

  /** Nothing is paid from or to this account any more. */
  public void endOf(Handle handle, String accountId) {
    handle
        .createUpdate(
            """
            update arrangement set status = 'EXPI', next_due_at = null
            where account_id = :account or to_account_id = :account\
            """)
        .bind("account", accountId)
        .execute();
  }

  public void insert(Handle handle, Collection<Arrangement> arrangements) {
    if (arrangements.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into arrangement (arrangement_id, account_id, kind, status, payee_name,
              payee_identification, to_account_id, clears_debt, reference, currency,
              amount_low_minor, amount_high_minor, months, day_of_month, first_paid_at,
              last_paid_at, last_paid_minor, next_due_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)) {
      for (Arrangement one : arrangements) {
        Money lastPaid = one.lastPaid();
        batch
            .bind(0, one.arrangementId())
            .bind(1, one.accountId())
            .bind(2, one.kind().name())
            .bind(3, one.status().name())
            .bind(4, one.payee().name())
            .bind(5, one.payee().identification())
            .bind(6, one.payee().accountId())
            .bind(7, one.payee().clearsDebt())
            .bind(8, one.reference())
            .bind(9, one.low().currency())
            .bind(10, one.low().minor())
            .bind(11, one.high().minor())
            .bind(12, months(one.recurrence()))
            .bind(13, one.recurrence().dayOfMonth())
            .bind(14, sql(one.firstPaidAt()))
            .bind(15, sql(one.lastPaidAt()))
            .bind(16, lastPaid == null ? null : Long.valueOf(lastPaid.minor()))
            .bind(17, sql(one.nextDueAt()))
            .add();
      }
      batch.execute();
    }
  }

  private static Arrangement read(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    long minor = row.getLong("last_paid_minor");
    Money lastPaid = row.wasNull() ? null : new Money(minor, currency);
    return new Arrangement(
        row.getString("arrangement_id"),
        row.getString("account_id"),
        Arrangement.Kind.valueOf(row.getString("kind")),
        Arrangement.Status.valueOf(row.getString("status")),
        new Payee(
            row.getString("payee_name"),
            row.getString("payee_identification"),
            row.getString("to_account_id"),
            row.getBoolean("clears_debt")),
        row.getString("reference"),
        new Money(row.getLong("amount_low_minor"), currency),
        new Money(row.getLong("amount_high_minor"), currency),
        new Recurrence(months(row.getString("months")), row.getInt("day_of_month")),
        instant(row, "first_paid_at"),
        instant(row, "last_paid_at"),
        lastPaid,
        instant(row, "next_due_at"));
  }

  private static String months(Recurrence recurrence) {
    return recurrence.months().stream()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  private static Set<Integer> months(String text) {
    return text.isEmpty()
        ? Set.of()
        : Arrays.stream(text.split(",", -1)).map(Integer::valueOf).collect(Collectors.toSet());
  }

  private static @Nullable OffsetDateTime sql(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
