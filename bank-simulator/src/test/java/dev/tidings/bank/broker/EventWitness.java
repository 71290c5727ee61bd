package dev.tidings.bank.broker;

import dev.tidings.persistence.Database;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A processor that leaves everything in its inbox, where a test reads what the event log has taken
 * in. Thread-safe.
 */
public final class EventWitness implements EventProcessor {

  private static final int EVENTS_MAX = 100_000;

  private final AtomicInteger appended = new AtomicInteger();

  /** Sees what is appended to this log from now on. */
  public static EventWitness of(EventLog eventLog) {
    return of(eventLog, () -> {});
  }

  /**
   * As {@link #of(EventLog)}.
   *
   * @param afterCommit run once for each event
   */
  public static EventWitness of(EventLog eventLog, Runnable afterCommit) {
    EventWitness witness = new EventWitness();
    eventLog.register(witness, afterCommit);
    return witness;
  }

  /** Everything that was committed, in the order of the appending. */
  public List<BusinessEvent> committed(Database database) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select l.type, l.payload
                from processor_inbox i join event_log l on l.event_id = i.event_id
                where i.processor = :processor order by i.seq limit :limit\
                """)
            .bind("processor", name())
            .bind("limit", EVENTS_MAX)
            .map((row, context) -> EventPayload.read(row.getString(1), row.getString(2)))
            .list());
  }

  /** How many were appended, also in units of work that were not committed. */
  public int appended() {
    return appended.get();
  }

  @Override
  public String name() {
    return "witness";
  }

  @Override
  public boolean interestedIn(BusinessEvent event) {
    appended.incrementAndGet();
    return true;
  }

  @Override
  public Work prepare(LoggedEvent event) {
    throw new UnsupportedOperationException("a witness does nothing");
  }
}
