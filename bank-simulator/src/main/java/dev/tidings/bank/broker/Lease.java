package dev.tidings.bank.broker;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The right of one owner to work on something, until somebody else takes it over.
 *
 * @param epoch counts the take-overs; with it a late owner is recognised
 */
public record Lease(String name, String owner, long epoch) {

  /** SQL condition that the lease, bound with {@link #bindTo}, has not been taken over. */
  public static final String HELD =
      """
      exists (select 1 from lease where lease.name = :leaseName
        and lease.owner = :leaseOwner and lease.epoch = :leaseEpoch)
      """;

  /** As {@link #HELD} for plain JDBC, with what {@link #setTo} sets. */
  public static final String HELD_PLAIN =
      """
      exists (select 1 from lease where lease.name = ? and lease.owner = ? and lease.epoch = ?)
      """;

  /** What {@link #setTo} sets. */
  public static final int PARAMETERS = 3;

  /** Sets what {@link #HELD_PLAIN} asks for, from this place on. */
  public void setTo(PreparedStatement statement, int from) throws SQLException {
    statement.setString(from, name);
    statement.setString(from + 1, owner);
    statement.setLong(from + 2, epoch);
  }

  /** Binds what {@link #HELD} asks for. */
  public <T extends SqlStatement<T>> T bindTo(T statement) {
    return statement.bind("leaseName", name).bind("leaseOwner", owner).bind("leaseEpoch", epoch);
  }
}
