package dev.tidings.persistence;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** One statement for many rows, by plain JDBC: for what is written all the time. */
public final class Batch {

  private Batch() {}

  /** Sets the parameters of one row. */
  @FunctionalInterface
  public interface Setter<T> {
    void set(PreparedStatement statement, T row) throws SQLException;
  }

  /**
   * Executes the statement once for each row; does nothing without any.
   *
   * @return how many rows of the table each has changed
   * @throws UnableToExecuteStatementException when one of them fails
   */
  public static <T> int[] execute(Handle handle, String sql, List<T> rows, Setter<T> setter) {
    if (rows.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement batch = handle.getConnection().prepareStatement(sql)) {
      for (T row : rows) {
        setter.set(batch, row);
        batch.addBatch();
      }
      return batch.executeBatch();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** A time as JDBC wants it for a column with time zone. */
  public static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
