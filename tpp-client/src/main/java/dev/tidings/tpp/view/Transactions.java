package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads transactions over all banks; calls none. Thread-safe. */
public final class Transactions {

  /** The most transactions on a page. */
  public static final int PAGE_SIZE_MAX = 200;

  /** The most transactions that {@link #since} gives: several accounts' whole year. */
  public static final int SINCE_MAX = 20_000;

  private static final String FROM =
      """
      from account_transaction t
      join account a on a.bank_id = t.bank_id and a.account_id = t.account_id
      join bank_status b on b.bank_id = t.bank_id
      where a.status not in ('REVOKED', 'EXPIRED')\
      """;

  static final String SELECT = "select t.*, a.name as account_name, b.name as bank " + FROM;

  private static final String KEY = "t.bank_id || '/' || t.account_id || '/' || t.transaction_id";
  private static final String ORDER = " order by t.booked_at desc, " + KEY + " limit :limit";

  private final Database database;

  public Transactions(Database database) {
    this.database = database;
  }

  /**
   * One page.
   *
   * @param after where it begins; null for the newest
   * @param size from 1 to {@link #PAGE_SIZE_MAX}
   */
  public TransactionPage page(
      TransactionFilter filter, @Nullable TransactionCursor after, int size) {
    Map<String, Object> values = new LinkedHashMap<>();
    String where = where(filter, values);
    int limit = Math.clamp(size, 1, PAGE_SIZE_MAX);
    return database.read(handle -> {
      long matching =
          bound(handle, "select count(*) " + FROM + where, values).mapTo(Long.class).one();
      String place = "";
      if (after != null) {
        place = " and (t.booked_at < :at or (t.booked_at = :at and " + KEY + " > :key))";
        values.put("at", after.bookedAt());
        values.put("key", after.key());
      }
      List<TransactionView> found =
          bound(handle, SELECT + where + place + ORDER, values)
              .bind("limit", limit + 1)
              .map(Transactions::transaction)
              .list();
      boolean more = found.size() > limit;
      List<TransactionView> page = more ? found.subList(0, limit) : found;
      return new TransactionPage(
          List.copyOf(page), more ? TransactionCursor.after(page.getLast()) : null, matching);
    });
  }

  /** All since that moment, newest first; at most {@link #SINCE_MAX}. */
  public List<TransactionView> since(Instant from) {
    return database.read(handle ->
        handle
            .createQuery(SELECT + " and t.booked_at >= :from" + ORDER)
            .bind("from", from)
            .bind("limit", SINCE_MAX)
            .map(Transactions::transaction)
            .list());
  }

  private static String where(TransactionFilter filter, Map<String, Object> values) {
    List<String> conditions = new ArrayList<>();
    String text = filter.text();
    if (text != null && !text.isBlank()) {
      conditions.add(
          """
          (lower(t.description) like :text escape '!' or lower(t.merchant_name) like :text escape '!'
            or lower(t.counterparty) like :text escape '!')\
          """);
      values.put("text", "%" + literally(text.strip().toLowerCase(Locale.ROOT)) + "%");
    }
    AccountKey account = filter.account();
    if (account != null) {
      conditions.add("t.bank_id = :bank_id and t.account_id = :account_id");
      values.put("bank_id", account.bankId());
      values.put("account_id", account.accountId());
    }
    Category category = filter.category();
    if (category != null) {
      conditions.add("t.category = :category");
      values.put("category", category.name());
    }
    TransactionFilter.Direction direction = filter.direction();
    if (direction != null) {
      conditions.add(
          switch (direction) {
            case IN -> "t.amount_minor > 0";
            case OUT -> "t.amount_minor < 0";
          });
    }
    add(conditions, values, "t.booked_at >= :from", "from", filter.from());
    add(conditions, values, "t.booked_at < :before", "before", filter.before());
    add(conditions, values, "abs(t.amount_minor) >= :minimum", "minimum", filter.minimumMinor());
    add(conditions, values, "abs(t.amount_minor) <= :maximum", "maximum", filter.maximumMinor());
    return conditions.isEmpty() ? "" : " and " + String.join(" and ", conditions);
  }

  private static void add(
      List<String> conditions,
      Map<String, Object> values,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.put(name, value);
    }
  }

  private static String literally(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static Query bound(Handle handle, String sql, Map<String, Object> values) {
    return handle.createQuery(sql).bindMap(values);
  }

  static TransactionView transaction(RowView row) {
    return new TransactionView(
        row.getColumn("bank_id", String.class),
        row.getColumn("bank", String.class),
        row.getColumn("account_id", String.class),
        row.getColumn("account_name", String.class),
        row.getColumn("transaction_id", String.class),
        row.getColumn("description", String.class),
        row.getColumn("merchant_name", String.class),
        new Money(
            row.getColumn("amount_minor", Long.class), row.getColumn("currency", String.class)),
        row.getColumn("pending", Boolean.class),
        row.getColumn("booked_at", Instant.class),
        Category.valueOf(row.getColumn("category", String.class)),
        row.getColumn("counterparty", String.class),
        row.getColumn("bank_code", String.class));
  }
}
