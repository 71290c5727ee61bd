package dev.tidings.bank.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the event log, for whoever asks what happened. An event that cannot be read, such as one of
 * a later version of the bank, is left out and warned of. Thread-safe.
 */
public final class LoggedEvents {

  private static final Logger log = LoggerFactory.getLogger(LoggedEvents.class);

  private static final String SELECT =
      "select event_id, type, payload, interaction_id, occurred_at from event_log ";

  /** The event with this id. */
  public Optional<LoggedEvent> find(Handle handle, String eventId) {
    return handle
        .createQuery(SELECT + "where event_id = :eventId")
        .bind("eventId", eventId)
        .map((row, context) -> readable(row))
        .findOne()
        .flatMap(Function.identity());
  }

  /** The events of these keys with this version. */
  public List<LoggedEvent> ofVersion(Handle handle, List<String> keys, long version) {
    return handle
        .createQuery(
            SELECT + "where event_key in (<keys>) and event_version = :version order by event_key")
        .bindList("keys", keys)
        .bind("version", version)
        .map((row, context) -> readable(row))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** The bank's latest events, newest first. */
  public List<LoggedEvent> latest(Handle handle, int limit) {
    return handle
        .createQuery(SELECT + "order by occurred_at desc, event_id desc limit :limit")
        .bind("limit", limit)
        .map((row, context) -> readable(row))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** The latest events of these keys, newest first. */
  public List<LoggedEvent> latestOf(Handle handle, List<String> keys, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                where event_key in (<keys>)
                order by occurred_at desc, event_version desc, event_key desc limit :limit\
                """)
        .bindList("keys", keys)
        .bind("limit", limit)
        .map((row, context) -> readable(row))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** The name under which the log keeps it, such as {@code balance-changed}. */
  public static String typeOf(LoggedEvent logged) {
    return EventPayload.typeOf(logged.event());
  }

  private static Optional<LoggedEvent> readable(ResultSet row) throws SQLException {
    try {
      return Optional.of(read(row));
    } catch (IllegalStateException e) {
      log.warn("event {} is left out: {}", row.getString("event_id"), e.getMessage());
      return Optional.empty();
    }
  }

  static LoggedEvent read(ResultSet row) throws SQLException {
    return new LoggedEvent(
        row.getString("event_id"),
        EventPayload.read(row.getString("type"), row.getString("payload")),
        row.getString("interaction_id"),
        row.getTimestamp("occurred_at").toInstant());
  }
}
