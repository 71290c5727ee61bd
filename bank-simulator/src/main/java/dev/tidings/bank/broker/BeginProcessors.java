package dev.tidings.bank.broker;

import dev.tidings.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Gives a processor that is new the past it asks for: the table {@code processor}. Page by page,
 * each in a transaction with the place it has come to, so that a crash repeats and skips nothing.
 *
 * <p>To be done before anybody appends: what is appended while another program with an older set of
 * processors still runs on the same database is not given to the new one.
 */
final class BeginProcessors {

  /** Events given in one transaction. */
  static final int PAGE_MAX = 500;

  private final Database database;
  private final InstantSource clock;

  BeginProcessors(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Does nothing for a processor that has begun before, in this life or an earlier one. */
  void begin(EventProcessor processor, Begin where) {
    Instant now = clock.instant();
    database.useTransaction(unit -> insertIfNew(unit.handle(), processor.name(), where, now));
    boolean more = true;
    while (more) {
      more = database.inTransaction(unit -> givePage(unit.handle(), processor));
    }
  }

  /** Whether there may be more to give. */
  private static boolean givePage(Handle handle, EventProcessor processor) {
    Optional<Place> behind = findBehind(handle, processor.name());
    if (behind.isEmpty()) {
      return false;
    }
    List<LoggedEvent> page = page(handle, behind.get());
    for (LoggedEvent logged : page) {
      if (processor.interestedIn(logged.event())) {
        ProcessorInbox.insert(handle, List.of(processor.name()), logged);
      }
    }
    boolean caughtUp = page.size() < PAGE_MAX;
    Place place = page.isEmpty() ? behind.get() : Place.of(page.getLast());
    handle.execute(
        """
        update processor set caught_up = ?, after_at = ?, after_key = ?, after_version = ?
        where name = ?
        """,
        caughtUp,
        place.at(),
        place.key(),
        place.version(),
        processor.name());
    return !caughtUp;
  }

  private static void insertIfNew(Handle handle, String name, Begin where, Instant now) {
    handle
        .createUpdate(
            """
            insert into processor (name, begun_at, caught_up, after_at, after_key, after_version)
            values (:name, :now, :caughtUp, :epoch, '', 0) on conflict do nothing
            """)
        .bind("name", name)
        .bind("now", now)
        .bind("caughtUp", where == Begin.FROM_NOW)
        .bind("epoch", Instant.EPOCH)
        .execute();
  }

  /** Locked: two nodes that start at one time give each page once. */
  private static Optional<Place> findBehind(Handle handle, String name) {
    return handle
        .select(
            """
            select after_at, after_key, after_version from processor
            where name = ? and caught_up = false for update
            """,
            name)
        .map((row, context) -> place(row))
        .findOne();
  }

  private static List<LoggedEvent> page(Handle handle, Place after) {
    return handle
        .createQuery(
            """
            select event_id, type, payload, interaction_id, occurred_at from event_log
            where occurred_at > :at or (occurred_at = :at and (event_key > :key
              or (event_key = :key and event_version > :version)))
            order by occurred_at, event_key, event_version limit :limit
            """)
        .bind("at", after.at())
        .bind("key", after.key())
        .bind("version", after.version())
        .bind("limit", PAGE_MAX)
        .map((row, context) -> LoggedEvents.read(row))
        .list();
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(
        row.getTimestamp("after_at").toInstant(),
        row.getString("after_key"),
        row.getLong("after_version"));
  }

  /** Where in the log: the order in which it is given, which keeps that of each key. */
  private record Place(Instant at, String key, long version) {

    static Place of(LoggedEvent logged) {
      return new Place(logged.occurredAt(), logged.event().key(), logged.event().version());
    }
  }
}
