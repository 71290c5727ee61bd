package dev.tidings.bank.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** How the bank reaches its customers. Thread-safe. */
public final class Contacts {

  /** Where this customer is reached; nothing when the customer has not said. */
  public Optional<Contact> find(Handle handle, String customerId) {
    return handle
        .createQuery(
            """
            select customer_id, email, mobile, building_number, street, town, post_code, country
            from customer_contact where customer_id = :id\
            """)
        .bind("id", customerId)
        .map((row, context) -> read(row))
        .findOne();
  }

  void insert(Handle handle, List<Contact> contacts) {
    if (contacts.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into customer_contact (customer_id, email, mobile, building_number, street, town,
              post_code, country)
            values (?, ?, ?, ?, ?, ?, ?, ?)\
            """)) {
      for (Contact contact : contacts) {
        batch.add(
            contact.customerId(),
            contact.email(),
            contact.mobile(),
            contact.buildingNumber(),
            contact.street(),
            contact.town(),
            contact.postCode(),
            contact.country());
      }
      batch.execute();
    }
  }

  private static Contact read(ResultSet row) throws SQLException {
    return new Contact(
        row.getString("customer_id"),
        row.getString("email"),
        row.getString("mobile"),
        row.getString("building_number"),
        row.getString("street"),
        row.getString("town"),
        row.getString("post_code"),
        row.getString("country"));
  }
}
