package dev.tidings.tpp.meter;

import dev.tidings.persistence.Database;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/** The table of calls for data and the bytes of their answers. Thread-safe. */
final class CallTotals {

  private final Database database;

  CallTotals(Database database) {
    this.database = database;
  }

  /** What was called at one bank for one cause. */
  record CallTotal(String bankId, Cause cause, long calls, long bytes) {}

  /** Adds calls, at once: as a rule, in one statement. */
  void add(String bankId, Cause cause, long calls, long bytes) {
    int stripe = ThreadLocalRandom.current().nextInt(Meter.STRIPES);
    database.useTransaction(unit -> {
      if (add(unit.handle(), bankId, cause, stripe, calls, bytes) == 0) {
        makeRow(unit.handle(), bankId, cause, stripe);
        add(unit.handle(), bankId, cause, stripe, calls, bytes);
      }
    });
  }

  List<CallTotal> read(Handle handle) {
    return handle
        .createQuery(
            """
            select bank_id, cause, sum(calls) as calls, sum(bytes) as bytes
            from call_total group by bank_id, cause order by bank_id, cause\
            """)
        .map(row ->
            new CallTotal(
                row.getColumn("bank_id", String.class),
                Cause.valueOf(row.getColumn("cause", String.class)),
                row.getColumn("calls", Long.class),
                row.getColumn("bytes", Long.class)))
        .list();
  }

  private static int add(
      Handle handle, String bankId, Cause cause, int stripe, long calls, long bytes) {
    return handle
        .createUpdate(
            """
            update call_total set calls = calls + :calls, bytes = bytes + :bytes
            where bank_id = :bank_id and cause = :cause and stripe = :stripe\
            """)
        .bind("bank_id", bankId)
        .bind("cause", cause.name())
        .bind("stripe", stripe)
        .bind("calls", calls)
        .bind("bytes", bytes)
        .execute();
  }

  private static void makeRow(Handle handle, String bankId, Cause cause, int stripe) {
    handle
        .createUpdate(
            """
            insert into call_total (bank_id, cause, stripe, calls, bytes)
            values (:bank_id, :cause, :stripe, 0, 0) on conflict do nothing\
            """)
        .bind("bank_id", bankId)
        .bind("cause", cause.name())
        .bind("stripe", stripe)
        .execute();
  }
}
