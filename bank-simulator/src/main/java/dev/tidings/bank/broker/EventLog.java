package dev.tidings.bank.broker;

import dev.tidings.persistence.Batch;
import dev.tidings.persistence.TimedIds;
import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/**
 * Where a producer writes down what happened, in the transaction that makes it true. Thread-safe.
 *
 * <p>Every interested processor gets a row of its own with the event, so that none can skip one
 * that commits late. A processor sees what is appended after {@link Broker#register}.
 */
public final class EventLog {

  private final InstantSource clock;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  public EventLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Appends the event and hands it to every interested processor, all with the unit's commit. The
   * caller holds the lock under which the event's version was counted up.
   *
   * @param interactionId of the request that causes it
   */
  public void append(UnitOfWork unit, BusinessEvent event, String interactionId) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    LoggedEvent logged = new LoggedEvent(TimedIds.random(now), event, interactionId, now);
    insert(unit.handle(), logged);
    List<String> interested = new ArrayList<>();
    for (Listener listener : listeners) {
      if (listener.processor().interestedIn(event)) {
        interested.add(listener.processor().name());
        unit.afterCommit(listener.wakeUp());
      }
    }
    ProcessorInbox.insert(unit.handle(), interested, logged);
  }

  void register(EventProcessor processor, Runnable wakeUp) {
    if (listeners.stream().anyMatch(known -> known.processor().name().equals(processor.name()))) {
      throw new IllegalArgumentException("there is already a processor " + processor.name());
    }
    listeners.add(new Listener(processor, wakeUp));
  }

  private static void insert(Handle handle, LoggedEvent logged) {
    Batch.execute(
        handle,
        """
        insert into event_log
          (event_id, type, event_key, event_version, payload, interaction_id, occurred_at)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        List.of(logged),
        (row, one) -> {
          row.setString(1, one.eventId());
          row.setString(2, EventPayload.typeOf(one.event()));
          row.setString(3, one.event().key());
          row.setLong(4, one.event().version());
          row.setString(5, EventPayload.write(one.event()));
          row.setString(6, one.interactionId());
          row.setObject(7, Batch.time(one.occurredAt()));
        });
  }

  private record Listener(EventProcessor processor, Runnable wakeUp) {}
}
