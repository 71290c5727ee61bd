package dev.tidings.bank.broker;

import java.sql.Timestamp;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads which processors have still to do an event, or have given it up. Thread-safe. */
public final class UnfinishedEvents {

  /** The processors that have not done this event, by name. */
  public List<Unfinished> of(Handle handle, String eventId) {
    return handle
        .createQuery(
            """
            select i.processor, i.attempts, i.last_error, i.due_at
            from processor p join processor_inbox i on i.processor = p.name
            where i.event_id = :eventId
            union all
            select d.processor, d.attempts, d.last_error, null
            from processor p join processor_dead_letter d on d.processor = p.name
            where d.event_id = :eventId
            order by 1
            """)
        .bind("eventId", eventId)
        .map((row, context) -> {
          Timestamp dueAt = row.getTimestamp(4);
          return new Unfinished(
              row.getString(1),
              row.getInt(2),
              row.getString(3),
              dueAt == null ? null : dueAt.toInstant());
        })
        .list();
  }
}
