package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** The latest refreshes, oldest dropped. */
public final class ChangeLog {

  /** Changes that are kept. */
  public static final int CHANGES_KEPT_MAX = 1000;

  /** Stores a change; its sequence is given here, whatever the record says. */
  public Change add(UnitOfWork unit, Change change) {
    Money before = change.before();
    long sequence =
        unit.handle()
            .createUpdate(
                """
                insert into view_change (bank, account_id, account_name, event_id, events,
                  occurred_at, received_at, refreshed_at, api_calls, before_minor, after_minor,
                  currency, description)
                values (:bank, :account_id, :account_name, :event_id, :events,
                  :occurred_at, :received_at, :refreshed_at, :api_calls, :before, :after,
                  :currency, :description)\
                """)
            .bind("bank", change.bank())
            .bind("account_id", change.accountId())
            .bind("account_name", change.accountName())
            .bind("event_id", change.eventId())
            .bind("events", change.events())
            .bind("occurred_at", change.occurredAt())
            .bind("received_at", change.receivedAt())
            .bind("refreshed_at", change.refreshedAt())
            .bind("api_calls", change.apiCalls())
            .bind("before", before == null ? null : before.minor())
            .bind("after", change.after().minor())
            .bind("currency", change.after().currency())
            .bind("description", change.description())
            .executeAndReturnGeneratedKeys("sequence")
            .mapTo(Long.class)
            .one();
    unit.handle()
        .createUpdate("delete from view_change where sequence <= :last")
        .bind("last", sequence - CHANGES_KEPT_MAX)
        .execute();
    return withSequence(change, sequence);
  }

  static List<Change> latest(Handle handle, int limit) {
    return handle
        .createQuery("select * from view_change order by sequence desc limit :limit")
        .bind("limit", Math.clamp(limit, 0, CHANGES_KEPT_MAX))
        .map(ChangeLog::read)
        .list();
  }

  private static Change read(RowView row) {
    String currency = row.getColumn("currency", String.class);
    Long before = row.getColumn("before_minor", Long.class);
    return new Change(
        row.getColumn("sequence", Long.class),
        row.getColumn("bank", String.class),
        row.getColumn("account_id", String.class),
        row.getColumn("account_name", String.class),
        row.getColumn("event_id", String.class),
        row.getColumn("events", Integer.class),
        row.getColumn("occurred_at", Instant.class),
        row.getColumn("received_at", Instant.class),
        row.getColumn("refreshed_at", Instant.class),
        row.getColumn("api_calls", Integer.class),
        before == null ? null : new Money(before, currency),
        new Money(row.getColumn("after_minor", Long.class), currency),
        row.getColumn("description", String.class));
  }

  private static Change withSequence(Change change, long sequence) {
    return new Change(
        sequence,
        change.bank(),
        change.accountId(),
        change.accountName(),
        change.eventId(),
        change.events(),
        change.occurredAt(),
        change.receivedAt(),
        change.refreshedAt(),
        change.apiCalls(),
        change.before(),
        change.after(),
        change.description());
  }
}
