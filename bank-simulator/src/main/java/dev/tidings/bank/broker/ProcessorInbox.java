package dev.tidings.bank.broker;

import dev.tidings.persistence.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code processor_inbox}: what each processor still has to do. */
final class ProcessorInbox {

  private static final String DUE =
      """
      select l.event_id, l.event_key, l.type, l.payload, l.interaction_id, l.occurred_at,
        i.attempts
      from processor_inbox i join event_log l on l.event_id = i.event_id
      where i.processor = ? and i.due_at <= ? and not exists (
        select 1 from processor_inbox held
        where held.event_key = i.event_key and held.processor = i.processor
          and held.due_at > ? and held.event_version < i.event_version)
      order by i.seq limit ?
      """;

  private static final String DONE =
      "delete from processor_inbox where processor = ? and event_id = ? and " + Lease.HELD_PLAIN;

  private ProcessorInbox() {}

  static void insert(Handle handle, List<String> processors, LoggedEvent logged) {
    BusinessEvent event = logged.event();
    insert(handle, processors, logged.eventId(), event.key(), event.version(), logged.occurredAt());
  }

  static void insert(
      Handle handle,
      List<String> processors,
      String eventId,
      String key,
      long version,
      Instant dueAt) {
    Batch.execute(
        handle,
        """
        insert into processor_inbox
          (processor, event_id, event_key, event_version, attempts, due_at)
        values (?, ?, ?, ?, 0, ?)
        """,
        processors,
        (row, processor) -> {
          row.setString(1, processor);
          row.setString(2, eventId);
          row.setString(3, key);
          row.setLong(4, version);
          row.setObject(5, Batch.time(dueAt));
        });
  }

  /** The oldest entries, without those that wait behind one of the same key that is not yet due. */
  static List<InboxEntry> due(Connection connection, String processor, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(DUE)) {
      query.setString(1, processor);
      query.setObject(2, Batch.time(now));
      query.setObject(3, Batch.time(now));
      query.setInt(4, limit);
      List<InboxEntry> due = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          due.add(entry(row));
        }
      }
      return due;
    }
  }

  /**
   * Marks the entries as done.
   *
   * @throws LeaseLostException when one is no longer ours to mark
   */
  static void done(Handle handle, List<InboxEntry> entries, String processor, Lease lease) {
    int[] rows =
        Batch.execute(
            handle,
            DONE,
            entries,
            (row, entry) -> {
              row.setString(1, processor);
              row.setString(2, entry.eventId());
              lease.setTo(row, 3);
            });
    if (Arrays.stream(rows).anyMatch(changed -> changed != 1)) {
      throw new LeaseLostException(lease);
    }
  }

  /** Takes the entry out, done or not; false without the lease. */
  static boolean remove(Handle handle, InboxEntry entry, String processor, Lease lease) {
    return handle.execute(
            DONE, processor, entry.eventId(), lease.name(), lease.owner(), lease.epoch())
        == 1;
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
        .bind("eventId", entry.eventId())
        .bind("dueAt", dueAt)
        .bind("error", error)
        .execute();
  }

  private static InboxEntry entry(ResultSet row) throws SQLException {
    return new InboxEntry(
        row.getString("event_id"),
        row.getString("event_key"),
        row.getString("type"),
        row.getString("payload"),
        row.getString("interaction_id"),
        row.getTimestamp("occurred_at").toInstant(),
        row.getInt("attempts"));
  }
}
