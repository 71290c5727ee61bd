package dev.tidings.tpp.meter;

import dev.tidings.persistence.UnitOfWork;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table of staleness: sums only, so that it does not grow with the changes. */
final class StalenessTotals {

  private StalenessTotals() {}

  static void makeRows(Handle handle) {
    for (Approach approach : Approach.values()) {
      for (int stripe = 0; stripe < Meter.STRIPES; stripe++) {
        handle
            .createUpdate(
                """
                insert into staleness_total (approach, stripe, changes, total_ms, longest_ms)
                values (:approach, :stripe, 0, 0, 0) on conflict do nothing\
                """)
            .bind("approach", approach.name())
            .bind("stripe", stripe)
            .execute();
      }
    }
  }

  /** Adds the same changes under each approach. */
  static void add(UnitOfWork unit, Map<Approach, Staleness> more) {
    int stripe = ThreadLocalRandom.current().nextInt(Meter.STRIPES);
    PreparedBatch batch =
        unit.handle()
            .prepareBatch(
                """
                update staleness_total set changes = changes + :changes,
                  total_ms = total_ms + :total_ms, longest_ms = greatest(longest_ms, :longest_ms)
                where approach = :approach and stripe = :stripe\
                """);
    more.forEach((approach, staleness) ->
        batch
            .bind("changes", staleness.changes())
            .bind("total_ms", staleness.totalMs())
            .bind("longest_ms", staleness.longestMs())
            .bind("approach", approach.name())
            .bind("stripe", stripe)
            .add());
    batch.execute();
  }

  static Map<Approach, Staleness> read(Handle handle) {
    Map<Approach, Staleness> all = new EnumMap<>(Approach.class);
    handle
        .createQuery(
            """
            select approach, sum(changes) as changes, sum(total_ms) as total_ms,
              max(longest_ms) as longest_ms
            from staleness_total group by approach\
            """)
        .map(row ->
            Map.entry(
                Approach.valueOf(row.getColumn("approach", String.class)),
                new Staleness(
                    row.getColumn("changes", Long.class),
                    row.getColumn("total_ms", Long.class),
                    row.getColumn("longest_ms", Long.class))))
        .forEach(read -> all.put(read.getKey(), read.getValue()));
    return all;
  }
}
