package dev.tidings.tpp.meter;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.meter.CallTotals.CallTotal;
import dev.tidings.tpp.meter.MeterReading.Cost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/**
 * Durable totals, exact over restarts. A call is every request to a data endpoint of the account
 * information API (accounts, balances, transactions, each page of them) that reached a bank,
 * whether or not it succeeded; consents, tokens, registration, subscriptions, key sets and polls
 * for events are not data and not counted. Thread-safe.
 */
public final class Meter {

  /** What is counted of events. */
  public enum Total {
    EVENTS_RECEIVED,
    EVENTS_REJECTED,
    DUPLICATES
  }

  /** How often it is noted that we run, and how many calls there are. */
  public static final Duration BEAT = Duration.ofSeconds(10);

  /** The polling that is set beside our calls where there is room for one figure only. */
  public static final Approach BESIDE = Approach.EVERY_MINUTE;

  /** Moments whose calls are kept for the chart. */
  static final int MOMENTS_KEPT_MAX = 720;

  /** Rows that one total is spread over, so that concurrent writers seldom wait for each other. */
  static final int STRIPES = 8;

  private final Database database;
  private final InstantSource clock;
  private final PollSessions sessions;
  private final CallTotals calls;
  private final CallSamples samples;

  public Meter(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    database.useTransaction(unit -> {
      makeRows(unit.handle());
      StalenessTotals.makeRows(unit.handle());
    });
    this.sessions = new PollSessions(database, clock);
    this.calls = new CallTotals(database);
    this.samples = new CallSamples(database, MOMENTS_KEPT_MAX);
  }

  /** Counts one, at once. */
  public void count(Total total) {
    database.useTransaction(unit -> count(unit, total, 0));
  }

  /**
   * Counts one if the transaction is committed.
   *
   * @param bytes of the SET
   */
  public void count(UnitOfWork unit, Total total, long bytes) {
    unit.handle()
        .createUpdate(
            """
            update meter_total set total = total + 1, bytes = bytes + :bytes
            where name = :name and stripe = :stripe\
            """)
        .bind("bytes", bytes)
        .bind("name", total.name())
        .bind("stripe", ThreadLocalRandom.current().nextInt(STRIPES))
        .execute();
  }

  /**
   * Calls for data were made, whatever came of them.
   *
   * @param bytes of the answers' bodies, as they came over the wire
   */
  public void called(String bankId, Cause cause, long number, long bytes) {
    if (number > 0) {
      calls.add(bankId, cause, number, bytes);
    }
  }

  /** From now on a polling aggregator would poll this bank. */
  public void connected(UnitOfWork unit, String bankId) {
    sessions.begin(unit, bankId);
  }

  /** From now on it would no longer. */
  public void disconnected(UnitOfWork unit, String bankId) {
    sessions.end(unit, bankId);
  }

  /** The view shows these changes of the bank from now on. */
  public void shown(UnitOfWork unit, String bankId, Collection<Instant> occurrences) {
    Optional<PollSession> session = sessions.of(bankId);
    if (session.isEmpty() || occurrences.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Map<Approach, Staleness> more = new EnumMap<>(Approach.class);
    for (Approach approach : Approach.values()) {
      Duration interval = approach.interval();
      Staleness staleness = Staleness.NONE;
      for (Instant occurredAt : occurrences) {
        Instant shownAt =
            interval == null ? now : session.get().pollThatShows(occurredAt, interval);
        staleness = staleness.with(occurredAt, shownAt);
      }
      more.put(approach, staleness);
    }
    StalenessTotals.add(unit, more);
  }

  /** One step of what is to be done every {@link #BEAT}. */
  public void beat() {
    sessions.seen();
    WorkOutCosts costs = database.read(this::costs);
    if (!costs.polls().isEmpty()) {
      samples.add(clock.instant(), callsSoFar(costs));
    }
  }

  /** The totals as they stand. */
  public MeterReading read() {
    return database.read(handle -> {
      Map<Total, Counted> counted = counted(handle);
      WorkOutCosts work = costs(handle, counted);
      List<Cost> costs = work.costs();
      return new MeterReading(
          number(counted, Total.EVENTS_RECEIVED),
          number(counted, Total.EVENTS_REJECTED),
          number(counted, Total.DUPLICATES),
          work.calls().stream().mapToLong(CallTotal::calls).sum(),
          work.calls(BESIDE),
          Objects.requireNonNull(BESIDE.interval()).toSeconds(),
          costs,
          work.banks());
    });
  }

  /** Calls over time. */
  public CallHistory history() {
    List<CallHistory.Moment> moments = new ArrayList<>(samples.read());
    WorkOutCosts costs = database.read(this::costs);
    if (!costs.polls().isEmpty()) {
      moments.add(new CallHistory.Moment(clock.instant(), callsSoFar(costs)));
    }
    return new CallHistory(List.copyOf(moments));
  }

  private static Map<Approach, Long> callsSoFar(WorkOutCosts costs) {
    Map<Approach, Long> calls = new EnumMap<>(Approach.class);
    for (Approach approach : Approach.values()) {
      calls.put(approach, costs.calls(approach));
    }
    return calls;
  }

  private WorkOutCosts costs(Handle handle) {
    return costs(handle, counted(handle));
  }

  private WorkOutCosts costs(Handle handle, Map<Total, Counted> counted) {
    return new WorkOutCosts(
        calls.read(handle),
        counted.values().stream().mapToLong(Counted::bytes).sum(),
        sessions.polls(handle),
        StalenessTotals.read(handle));
  }

  private static long number(Map<Total, Counted> counted, Total total) {
    Counted all = counted.get(total);
    return all == null ? 0 : all.number();
  }

  private record Counted(long number, long bytes) {}

  private static Map<Total, Counted> counted(Handle handle) {
    Map<Total, Counted> counted = new EnumMap<>(Total.class);
    handle
        .createQuery(
            "select name, sum(total) as total, sum(bytes) as bytes from meter_total group by name")
        .map(row ->
            Map.entry(
                Total.valueOf(row.getColumn("name", String.class)),
                new Counted(
                    row.getColumn("total", Long.class), row.getColumn("bytes", Long.class))))
        .forEach(one -> counted.put(one.getKey(), one.getValue()));
    return counted;
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
