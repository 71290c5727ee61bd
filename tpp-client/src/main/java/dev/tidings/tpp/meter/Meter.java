package dev.tidings.tpp.meter;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/**
 * Durable totals, exact over restarts. {@code apiCalls} counts every request to a data endpoint of
 * the account information API (accounts, balances, transactions, each page of them), as it is made
 * and whether or not it succeeds; consents, tokens, registration, subscriptions and key sets are
 * not data and not counted. Thread-safe.
 */
public final class Meter {

  /** What is counted. */
  public enum Total {
    EVENTS_RECEIVED,
    EVENTS_REJECTED,
    DUPLICATES,
    API_CALLS
  }

  /** Calls that a polling aggregator makes at each interval and bank: balances and transactions. */
  static final int CALLS_PER_POLL = 2;

  /** Rows that one total is spread over, so that concurrent writers seldom wait for each other. */
  static final int STRIPES = 8;

  private final Database database;
  private final Duration pollInterval;
  private final InstantSource clock;

  public Meter(Database database, Duration pollInterval, InstantSource clock) {
    this.database = database;
    this.pollInterval = pollInterval;
    this.clock = clock;
    database.useTransaction(unit -> makeRows(unit.handle()));
  }

  /** Counts one, at once. */
  public void count(Total total) {
    database.useTransaction(unit -> count(unit, total));
  }

  /** Counts one if the transaction is committed. */
  public void count(UnitOfWork unit, Total total) {
    unit.handle()
        .createUpdate(
            "update meter_total set total = total + 1 where name = :name and stripe = :stripe")
        .bind("name", total.name())
        .bind("stripe", ThreadLocalRandom.current().nextInt(STRIPES))
        .execute();
  }

  /** From now on a polling aggregator would poll this bank. */
  public void connected(UnitOfWork unit, String connectionId) {
    unit.handle()
        .createUpdate("insert into connected_time (connection_id, since) values (:id, :now)")
        .bind("id", connectionId)
        .bind("now", clock.instant())
        .execute();
  }

  /** From now on it would no longer. */
  public void disconnected(UnitOfWork unit, String connectionId) {
    unit.handle()
        .createUpdate(
            "update connected_time set until = :now where connection_id = :id and until is null")
        .bind("id", connectionId)
        .bind("now", clock.instant())
        .execute();
  }

  /** The totals as they stand. */
  public MeterReading read() {
    return database.read(handle -> {
      Map<Total, Long> totals = totals(handle);
      return new MeterReading(
          totals.getOrDefault(Total.EVENTS_RECEIVED, 0L),
          totals.getOrDefault(Total.EVENTS_REJECTED, 0L),
          totals.getOrDefault(Total.DUPLICATES, 0L),
          totals.getOrDefault(Total.API_CALLS, 0L),
          callsIfPolled(handle),
          pollInterval.toSeconds());
    });
  }

  private static Map<Total, Long> totals(Handle handle) {
    Map<Total, Long> totals = new EnumMap<>(Total.class);
    handle
        .createQuery("select name, sum(total) as total from meter_total group by name")
        .map(row ->
            Map.entry(
                Total.valueOf(row.getColumn("name", String.class)),
                row.getColumn("total", Long.class)))
        .forEach(total -> totals.put(total.getKey(), total.getValue()));
    return totals;
  }

  private long callsIfPolled(Handle handle) {
    Instant now = clock.instant();
    return handle
        .createQuery("select since, coalesce(until, :now) as until from connected_time")
        .bind("now", now)
        .map(row ->
            Duration.between(
                row.getColumn("since", Instant.class), row.getColumn("until", Instant.class)))
        .stream()
        .mapToLong(connected -> CALLS_PER_POLL * Math.max(0, connected.dividedBy(pollInterval)))
        .sum();
  }

  private static void makeRows(Handle handle) {
    for (Total total : Total.values()) {
      for (int stripe = 0; stripe < STRIPES; stripe++) {
        handle
            .createUpdate(
                """
                insert into meter_total (name, stripe, total) values (:name, :stripe, 0)
                on conflict do nothing\
                """)
            .bind("name", total.name())
            .bind("stripe", stripe)
            .execute();
      }
    }
  }
}
