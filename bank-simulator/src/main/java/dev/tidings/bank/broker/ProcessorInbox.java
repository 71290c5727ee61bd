package dev.tidings.bank.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code processor_inbox}: what each processor still has to do. */
final class ProcessorInbox {

  /** The longest error text that is kept, in characters. */
  static final int ERROR_LENGTH_MAX = 500;

  private ProcessorInbox() {}

  static void insert(Handle handle, String processor, LoggedEvent logged) {
    handle
        .createUpdate(
            """
            insert into processor_inbox
              (processor, event_id, event_key, event_version, attempts, due_at)
            values (:processor, :eventId, :key, :version, 0, :dueAt)
            """)
        .bind("processor", processor)
        .bind("eventId", logged.eventId())
        .bind("key", logged.event().key())
        .bind("version", logged.event().version())
        .bind("dueAt", logged.occurredAt())
        .execute();
  }

  /** The oldest entries, without those that wait behind one of the same key that is not yet due. */
  static List<InboxEntry> due(Handle handle, String processor, Instant now, int limit) {
    return handle
        .createQuery(
            """
            select l.event_id, l.type, l.payload, l.interaction_id, l.occurred_at, i.attempts
            from processor_inbox i join event_log l on l.event_id = i.event_id
            where i.processor = :processor and i.due_at <= :now and not exists (
              select 1 from processor_inbox held
              where held.event_key = i.event_key and held.processor = i.processor
                and held.due_at > :now and held.event_version < i.event_version)
            order by i.seq limit :limit
            """)
        .bind("processor", processor)
        .bind("now", now)
        .bind("limit", limit)
        .map((row, context) -> entry(row))
        .list();
  }

  /**
   * Marks the entry as done.
   *
   * @throws LeaseLostException when it is no longer ours to mark
   */
  static void done(Handle handle, InboxEntry entry, String processor, Lease lease) {
    int rows =
        lease
            .bindTo(
                handle.createUpdate(
                    """
                    delete from processor_inbox where processor = :processor and event_id = :eventId
                    and
                    """
                        + Lease.HELD))
            .bind("processor", processor)
            .bind("eventId", entry.logged().eventId())
            .execute();
    if (rows != 1) {
      throw new LeaseLostException(lease);
    }
  }

  /** Puts the entry off after a failure; does nothing without the lease. */
  static void postpone(
      Handle handle, InboxEntry entry, String processor, Lease lease, Instant dueAt, String error) {
    lease
        .bindTo(
            handle.createUpdate(
                """
                update processor_inbox
                set attempts = attempts + 1, due_at = :dueAt, last_error = :error
                where processor = :processor and event_id = :eventId and
                """
                    + Lease.HELD))
        .bind("processor", processor)
        .bind("eventId", entry.logged().eventId())
        .bind("dueAt", dueAt)
        .bind("error", error.substring(0, Math.min(error.length(), ERROR_LENGTH_MAX)))
        .execute();
  }

  private static InboxEntry entry(ResultSet row) throws SQLException {
    LoggedEvent logged =
        new LoggedEvent(
            row.getString("event_id"),
            EventPayload.read(row.getString("type"), row.getString("payload")),
            row.getString("interaction_id"),
            row.getTimestamp("occurred_at").toInstant());
    return new InboxEntry(logged, row.getInt("attempts"));
  }
}
