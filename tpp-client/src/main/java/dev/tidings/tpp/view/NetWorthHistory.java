package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Works net worth out backwards: today's balances less what happened since. No balance of the past
 * needs to be kept, and a transaction that arrives late puts the past right. Thread-safe.
 */
public final class NetWorthHistory {

  /** Days that are shown. */
  public static final int DAYS = 365;

  /** Days end where the customer lives. */
  public static final ZoneId ZONE = ZoneId.of("Europe/London");

  private final Database database;
  private final Rates rates;
  private final InstantSource clock;

  public NetWorthHistory(Database database, Rates rates, InstantSource clock) {
    this.database = database;
    this.rates = rates;
    this.clock = clock;
  }

  /** The last {@link #DAYS} days; no day when no account has been read. */
  public NetWorth read() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
    LocalDate first = today.minusDays(DAYS);
    return database.inTransaction(unit -> {
      Map<String, Long> worth = balances(unit.handle());
      if (worth.isEmpty()) {
        return new NetWorth(List.of(), rates);
      }
      Map<LocalDate, List<Money>> moved = moved(unit.handle(), first);
      List<NetWorth.Day> days = new ArrayList<>();
      for (LocalDate day = today; !day.isBefore(first); day = day.minusDays(1)) {
        days.add(new NetWorth.Day(day, rates.total(sums(worth))));
        for (Money money : moved.getOrDefault(day, List.of())) {
          worth.merge(money.currency(), -money.minor(), Long::sum);
        }
      }
      return new NetWorth(days.reversed(), rates);
    });
  }

  private static List<Money> sums(Map<String, Long> worth) {
    return worth.entrySet().stream().map(sum -> new Money(sum.getValue(), sum.getKey())).toList();
  }

  private static Map<String, Long> balances(Handle handle) {
    Map<String, Long> balances = new TreeMap<>();
    handle
        .createQuery(
            """
            select currency, sum(balance_minor) as minor from account
            where balance_minor is not null and status not in ('REVOKED', 'EXPIRED')
            group by currency\
            """)
        .map(row ->
            Map.entry(row.getColumn("currency", String.class), row.getColumn("minor", Long.class)))
        .forEach(sum -> balances.put(sum.getKey(), sum.getValue()));
    return balances;
  }

  private static Map<LocalDate, List<Money>> moved(Handle handle, LocalDate first) {
    Map<LocalDate, List<Money>> moved = new TreeMap<>();
    handle
        .createQuery(
            """
            select t.booked_at, t.amount_minor, t.currency from account_transaction t
            join account a on a.bank_id = t.bank_id and a.account_id = t.account_id
            where a.balance_minor is not null and a.status not in ('REVOKED', 'EXPIRED')
              and t.currency = a.currency and t.booked_at >= :from\
            """)
        .bind("from", first.atStartOfDay(ZONE).toInstant())
        .map(row ->
            Map.entry(
                LocalDate.ofInstant(row.getColumn("booked_at", Instant.class), ZONE),
                new Money(
                    row.getColumn("amount_minor", Long.class),
                    row.getColumn("currency", String.class))))
        .forEach(one ->
            moved.computeIfAbsent(one.getKey(), day -> new ArrayList<>()).add(one.getValue()));
    return moved;
  }
}
