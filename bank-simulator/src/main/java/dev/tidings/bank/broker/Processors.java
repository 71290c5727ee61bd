package dev.tidings.bank.broker;

import dev.tidings.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * For whoever runs the bank: how each processor is doing, the events that it has given up, and
 * their way back. One that is put back comes after what is waiting, and its later ones may have
 * been done before. Thread-safe.
 */
public final class Processors {

  /** Dead letters in one list, and put back at one time. */
  public static final int DEAD_LETTERS_MAX = 500;

  private final Database database;
  private final Consumer<String> putBack;

  /**
   * @param putBack told the name of the processor after something was put back; quick
   */
  Processors(Database database, Consumer<String> putBack) {
    this.database = database;
    this.putBack = putBack;
  }

  /** All that have ever begun, by name. */
  public List<ProcessorState> all() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select p.name, p.begun_at, count(i.event_id) as backlog,
                  count(case when i.attempts > 0 then 1 end) as failing,
                  min(i.due_at) as oldest_due,
                  (select count(*) from processor_dead_letter d where d.processor = p.name) as dead
                from processor p left join processor_inbox i on i.processor = p.name
                group by p.name, p.begun_at order by p.name
                """)
            .map((row, context) -> state(row))
            .list());
  }

  /** Whether a processor of this name has ever begun. */
  public boolean isKnown(String processor) {
    return database.read(handle ->
        handle
            .select("select name from processor where name = ?", processor)
            .mapTo(String.class)
            .findOne()
            .isPresent());
  }

  /** What a processor has given up, oldest first; at most {@link #DEAD_LETTERS_MAX}. */
  public List<DeadEvent> deadLetters(String processor) {
    return database.read(handle -> DeadEvents.list(handle, processor, DEAD_LETTERS_MAX));
  }

  /** One that a processor has given up. */
  public Optional<DeadEvent> deadLetter(String processor, String eventId) {
    return database.read(handle -> DeadEvents.find(handle, processor, eventId));
  }

  /** Lets a processor begin anew with one that it has given up; false when it has not. */
  public boolean redrive(String processor, String eventId) {
    return putBack(
            processor, handle -> DeadEvents.find(handle, processor, eventId).stream().toList())
        == 1;
  }

  /**
   * Lets a processor begin anew with those that happened in a time; how many, at most {@link
   * #DEAD_LETTERS_MAX}.
   *
   * @param to exclusive
   */
  public int redrive(String processor, Instant from, Instant to) {
    return putBack(
        processor, handle -> DeadEvents.between(handle, processor, from, to, DEAD_LETTERS_MAX));
  }

  private int putBack(String processor, Function<Handle, List<DeadEvent>> which) {
    int count =
        database.inTransaction(unit -> {
          List<DeadEvent> mine =
              which.apply(unit.handle()).stream()
                  .filter(dead -> DeadEvents.remove(unit.handle(), dead))
                  .toList();
          mine.forEach(dead -> insert(unit.handle(), dead));
          return mine.size();
        });
    if (count > 0) {
      putBack.accept(processor);
    }
    return count;
  }

  private static void insert(Handle handle, DeadEvent dead) {
    ProcessorInbox.insert(
        handle,
        List.of(dead.processor()),
        dead.eventId(),
        dead.key(),
        dead.version(),
        dead.occurredAt());
  }

  private static ProcessorState state(ResultSet row) throws SQLException {
    return new ProcessorState(
        row.getString("name"),
        row.getTimestamp("begun_at").toInstant(),
        row.getLong("backlog"),
        row.getLong("failing"),
        instant(row.getTimestamp("oldest_due")),
        row.getLong("dead"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
