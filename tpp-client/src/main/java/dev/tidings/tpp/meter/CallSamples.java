package dev.tidings.tpp.meter;

import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Calls so far, at moments since the first one. There are never more than so many: then every
 * second one goes, and from then on they are taken half as often. One thread at a time writes.
 */
final class CallSamples {

  private final Database database;
  private final int keptMax;

  CallSamples(Database database, int keptMax) {
    this.database = database;
    this.keptMax = keptMax;
  }

  /**
   * Notes the calls of this moment, unless the last one noted is near in comparison to them all.
   */
  void add(Instant now, Map<Approach, Long> calls) {
    database.useTransaction(unit -> {
      List<Instant> kept = moments(unit.handle());
      if (!kept.isEmpty() && isNear(kept, now)) {
        return;
      }
      if (kept.size() >= keptMax) {
        for (int i = 1; i < kept.size(); i += 2) {
          unit.handle()
              .createUpdate("delete from call_sample where at = :at")
              .bind("at", kept.get(i))
              .execute();
        }
      }
      calls.forEach((approach, count) -> insert(unit.handle(), now, approach, count));
    });
  }

  List<CallHistory.Moment> read() {
    Map<Instant, Map<Approach, Long>> moments = new TreeMap<>();
    database
        .read(handle ->
            handle
                .createQuery("select at, approach, calls from call_sample")
                .map(row ->
                    new Row(
                        row.getColumn("at", Instant.class),
                        Approach.valueOf(row.getColumn("approach", String.class)),
                        row.getColumn("calls", Long.class)))
                .list())
        .forEach(row ->
            moments
                .computeIfAbsent(row.at(), at -> new EnumMap<>(Approach.class))
                .put(row.approach(), row.calls()));
    return moments.entrySet().stream()
        .map(moment -> new CallHistory.Moment(moment.getKey(), moment.getValue()))
        .toList();
  }

  private boolean isNear(List<Instant> kept, Instant now) {
    Duration all = Duration.between(kept.getFirst(), now);
    Duration sinceLast = Duration.between(kept.getLast(), now);
    return sinceLast.compareTo(all.dividedBy(keptMax)) < 0 || sinceLast.isZero();
  }

  private static List<Instant> moments(Handle handle) {
    return handle
        .createQuery("select distinct at from call_sample order by at")
        .map(row -> row.getColumn("at", Instant.class))
        .list();
  }

  private static void insert(Handle handle, Instant now, Approach approach, long calls) {
    handle
        .createUpdate(
            "insert into call_sample (at, approach, calls) values (:at, :approach, :calls)")
        .bind("at", now)
        .bind("approach", approach.name())
        .bind("calls", calls)
        .execute();
  }

  private record Row(Instant at, Approach approach, long calls) {}
}
