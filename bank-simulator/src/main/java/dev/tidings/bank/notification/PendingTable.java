package dev.tidings.bank.notification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What is pending in the table {@code notification}, as a {@link Lane} takes it in. */
final class PendingTable {

  /** Keys that one reading leaves out; a lane passes over the others itself. */
  static final int LEFT_OUT_MAX = 100;

  private PendingTable() {}

  /**
   * The oldest pending ones of a subscription. H2 reads no more of its index than is wanted only if
   * the order names all of it.
   *
   * @param afterSeq those with a higher number only
   * @param leftOut keys without which they are read
   */
  static Page page(
      Handle handle, String subscriptionId, long afterSeq, Collection<String> leftOut) {
    List<Queued> oldest = new ArrayList<>();
    long lastSeq =
        without(
                leftOut,
                handle,
                """
                select jti, event_key, event_version, due_at, seq from notification
                where pending_for = :subscriptionId and seq > :afterSeq %s
                order by pending_for, seq limit :limit
                """)
            .bind("subscriptionId", subscriptionId)
            .bind("afterSeq", afterSeq)
            .bind("limit", Page.SIZE_MAX)
            .reduceResultSet(
                afterSeq,
                (_, row, _) -> {
                  oldest.add(NotificationTable.queued(row));
                  return row.getLong("seq");
                });
    return new Page(oldest, lastSeq);
  }

  /**
   * A query without some keys.
   *
   * @param sql with {@code %s} for the condition
   */
  static Query without(Collection<String> leftOut, Handle handle, String sql) {
    if (leftOut.isEmpty()) {
      return handle.createQuery(sql.formatted(""));
    }
    return handle
        .createQuery(sql.formatted("and event_key not in (<leftOut>)"))
        .bindList("leftOut", List.copyOf(leftOut));
  }

  /** The oldest pending ones of a subscription's key. */
  static List<Queued> ofKey(Handle handle, String subscriptionId, String key, int limit) {
    return handle
        .createQuery(
            """
            select jti, event_key, event_version, due_at from notification
            where pending_for = :subscriptionId and event_key = :key
            order by pending_for, event_key, seq limit :limit
            """)
        .bind("subscriptionId", subscriptionId)
        .bind("key", key)
        .bind("limit", limit)
        .map((row, context) -> NotificationTable.queued(row))
        .list();
  }

  /**
   * Some that are pending, oldest first.
   *
   * @param lastSeq where the next begins, after this
   */
  record Page(List<Queued> oldest, long lastSeq) {

    static final int SIZE_MAX = 1_000;

    /** Before the first. */
    static final Page NONE = new Page(List.of(), Long.MIN_VALUE);

    boolean mayHaveMore() {
      return oldest.size() == SIZE_MAX;
    }
  }
}
