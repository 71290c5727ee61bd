package dev.tidings.bank.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The customers. Thread-safe. */
public final class Customers {

  private static final String SELECT =
      "select customer_id, username, full_name, description from customer ";

  /** The customer with this id. */
  public Optional<Customer> find(Handle handle, String customerId) {
    return handle
        .createQuery(SELECT + "where customer_id = :id")
        .bind("id", customerId)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The customer who signs in with this name. */
  public Optional<Customer> findByUsername(Handle handle, String username) {
    return handle
        .createQuery(SELECT + "where username = :username")
        .bind("username", username)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** All of them, ordered by id. */
  public List<Customer> all(Handle handle) {
    return handle
        .createQuery(SELECT + "order by customer_id")
        .map((row, context) -> read(row))
        .list();
  }

  /** The first so many of them, ordered by id. */
  public List<Customer> first(Handle handle, int limit) {
    return handle
        .createQuery(SELECT + "order by customer_id fetch first :limit rows only")
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** Whether there is anybody. */
  public boolean any(Handle handle) {
    return handle
        .createQuery("select 1 from customer fetch first 1 rows only")
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  void insert(Handle handle, List<Customer> customers) {
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into customer (customer_id, username, full_name, description)
            values (?, ?, ?, ?)\
            """)) {
      for (Customer customer : customers) {
        batch.add(
            customer.customerId(),
            customer.username(),
            customer.fullName(),
            customer.description());
      }
      batch.execute();
    }
  }

  private static Customer read(ResultSet row) throws SQLException {
    return new Customer(
        row.getString("customer_id"),
        row.getString("username"),
        row.getString("full_name"),
        row.getString("description"));
  }
}
