package dev.tidings.tpp.view;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.view.EventChannel.Arrival;
import dev.tidings.tpp.view.EventChannel.Way;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The table of ways on which events come. Thread-safe. */
public final class EventChannels {

  private final Database database;
  private final ViewChanges changes;

  public EventChannels(Database database, ViewChanges changes) {
    this.database = database;
    this.changes = changes;
  }

  /** Makes the bank known; events are pushed until somebody says other. */
  public void add(String bankId) {
    database.useTransaction(unit ->
        unit.handle()
            .createUpdate(
                """
                insert into event_channel (bank_id, channel, pushed, polled, polls, refused, missed, gaps)
                values (:bank_id, 'PUSH', 0, 0, 0, 0, 0, 0) on conflict do nothing\
                """)
            .bind("bank_id", bankId)
            .execute());
  }

  /** How this bank's events come; {@link EventChannel.Way#PUSH} of one that is unknown. */
  public EventChannel of(String bankId) {
    return database.read(handle ->
        handle
            .createQuery("select * from event_channel where bank_id = :bank_id")
            .bind("bank_id", bankId)
            .map(EventChannels::channel)
            .findOne()
            .orElseGet(() -> EventChannel.unused(bankId)));
  }

  /** All of them by bank. */
  public Map<String, EventChannel> all() {
    return database.read(handle ->
        handle
            .createQuery("select * from event_channel")
            .map(EventChannels::channel)
            .list()
            .stream()
            .collect(Collectors.toMap(EventChannel::bankId, Function.identity())));
  }

  public void switched(String bankId, Way way) {
    write(
        "update event_channel set channel = :way, poll_failure = null where bank_id = :bank_id",
        bankId,
        update -> update.bind("way", way.name()));
  }

  /** An event that was not known arrived. */
  public void arrived(UnitOfWork unit, String bankId, Arrival arrival, Instant at) {
    String sql =
        switch (arrival) {
          case PUSHED -> "set pushed = pushed + 1, last_push_at = :at";
          case POLLED -> "set polled = polled + 1";
          case MISSED -> "set polled = polled + 1, missed = missed + 1, last_missed_at = :at";
        };
    unit.handle()
        .createUpdate("update event_channel " + sql + " where bank_id = :bank_id")
        .bind("bank_id", bankId)
        .bindMap(arrival == Arrival.POLLED ? Map.of() : Map.of("at", at))
        .execute();
  }

  /** An account's version jumped. */
  public void gap(UnitOfWork unit, String bankId) {
    unit.handle()
        .createUpdate("update event_channel set gaps = gaps + 1 where bank_id = :bank_id")
        .bind("bank_id", bankId)
        .execute();
  }

  /** A poll ended. */
  public void polled(String bankId, Instant at, int refused, @Nullable String failure) {
    write(
        """
        update event_channel
        set polls = polls + 1, last_poll_at = :at, refused = refused + :refused, poll_failure = :failure
        where bank_id = :bank_id\
        """,
        bankId,
        update ->
            update
                .bind("at", at)
                .bind("refused", refused)
                .bind("failure", failure == null ? null : BankStatuses.shorten(failure)));
  }

  private void write(String sql, String bankId, Function<Update, Update> bind) {
    database.useTransaction(unit -> {
      bind.apply(unit.handle().createUpdate(sql).bind("bank_id", bankId)).execute();
      unit.afterCommit(() -> changes.tell(new ViewChanges.Notice.Touched()));
    });
  }

  private static EventChannel channel(RowView row) {
    return new EventChannel(
        row.getColumn("bank_id", String.class),
        Way.valueOf(row.getColumn("channel", String.class)),
        row.getColumn("pushed", Long.class),
        row.getColumn("last_push_at", Instant.class),
        row.getColumn("polled", Long.class),
        row.getColumn("polls", Long.class),
        row.getColumn("last_poll_at", Instant.class),
        row.getColumn("poll_failure", String.class),
        row.getColumn("refused", Long.class),
        row.getColumn("missed", Long.class),
        row.getColumn("last_missed_at", Instant.class),
        row.getColumn("gaps", Long.class));
  }
}
