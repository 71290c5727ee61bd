package dev.tidings.bank.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code processor_dead_letter}: each processor's own dead letters. */
final class DeadEvents {

  private static final String SELECT =
      """
      select d.processor, d.event_id, l.type, l.event_key, l.event_version, l.occurred_at,
        d.attempts, d.last_error, d.given_up_at
      from processor_dead_letter d join event_log l on l.event_id = d.event_id
      where d.processor = :processor\
      """;

  private DeadEvents() {}

  static void insert(
      Handle handle, String processor, InboxEntry entry, int attempts, String error, Instant at) {
    handle.execute(
        """
        insert into processor_dead_letter
          (processor, event_id, attempts, last_error, given_up_at)
        values (?, ?, ?, ?, ?)
        """,
        processor,
        entry.eventId(),
        attempts,
        error,
        at);
  }

  /** The oldest first. */
  static List<DeadEvent> list(Handle handle, String processor, int limit) {
    return handle
        .createQuery(SELECT + " order by l.occurred_at, l.event_key, l.event_version limit :limit")
        .bind("processor", processor)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  static Optional<DeadEvent> find(Handle handle, String processor, String eventId) {
    return handle
        .createQuery(SELECT + " and d.event_id = :eventId")
        .bind("processor", processor)
        .bind("eventId", eventId)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The oldest that happened in a time. */
  static List<DeadEvent> between(
      Handle handle, String processor, Instant from, Instant to, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                 and l.occurred_at >= :from and l.occurred_at < :to
                order by l.occurred_at, l.event_key, l.event_version limit :limit\
                """)
        .bind("processor", processor)
        .bind("from", from)
        .bind("to", to)
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** Whether it was there: of two who take it one does. */
  static boolean remove(Handle handle, DeadEvent dead) {
    return handle.execute(
            "delete from processor_dead_letter where processor = ? and event_id = ?",
            dead.processor(),
            dead.eventId())
        == 1;
  }

  private static DeadEvent read(ResultSet row) throws SQLException {
    return new DeadEvent(
        row.getString("processor"),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("event_key"),
        row.getLong("event_version"),
        row.getTimestamp("occurred_at").toInstant(),
        row.getInt("attempts"),
        row.getString("last_error"),
        row.getTimestamp("given_up_at").toInstant());
  }
}
