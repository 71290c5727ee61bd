package dev.tidings.bank.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as both databases keep them: UTC, milliseconds. */
final class SqlTime {

  private SqlTime() {}

  /** The finest that the tables keep; anything finer is cut off. */
  static Instant cut(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  static OffsetDateTime of(Instant instant) {
    return cut(instant).atOffset(ZoneOffset.UTC);
  }

  /** The first time that can be kept and is not before this one. */
  static OffsetDateTime atOrAfter(Instant instant) {
    Instant cut = cut(instant);
    return of(cut.equals(instant) ? cut : cut.plusMillis(1));
  }

  static Instant read(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant readOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
