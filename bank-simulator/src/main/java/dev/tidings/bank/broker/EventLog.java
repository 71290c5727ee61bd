package dev.tidings.bank.broker;

import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
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
    LoggedEvent logged = new LoggedEvent(UUID.randomUUID().toString(), event, interactionId, now);
    insert(unit.handle(), logged);
    for (Listener listener : listeners) {
      if (listener.processor().interestedIn(event)) {
        ProcessorInbox.insert(unit.handle(), listener.processor().name(), logged);
        unit.afterCommit(listener.wakeUp());
      }
    }
  }

  void register(EventProcessor processor, Runnable wakeUp) {
    if (listeners.stream().anyMatch(known -> known.processor().name().equals(processor.name()))) {
      throw new IllegalArgumentException("there is already a processor " + processor.name());
    }
    listeners.add(new Listener(processor, wakeUp));
  }

  private static void insert(Handle handle, LoggedEvent logged) {
    handle
        .createUpdate(
            """
            insert into event_log
              (event_id, type, event_key, event_version, payload, interaction_id, occurred_at)
            values (:eventId, :type, :key, :version, :payload, :interactionId, :occurredAt)
            """)
        .bind("eventId", logged.eventId())
        .bind("type", EventPayload.typeOf(logged.event()))
        .bind("key", logged.event().key())
        .bind("version", logged.event().version())
        .bind("payload", EventPayload.write(logged.event()))
        .bind("interactionId", logged.interactionId())
        .bind("occurredAt", logged.occurredAt())
        .execute();
  }

  private record Listener(EventProcessor processor, Runnable wakeUp) {}
}
