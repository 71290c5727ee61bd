package dev.tidings.bank.sandbox;

import dev.tidings.persistence.Database;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Every row that the seeding writes, as text, the same from either database. */
final class Dump {

  private static final List<String> TABLES =
      List.of(
          "customer order by customer_id",
          "customer_contact order by customer_id",
          "account order by account_id",
          "account_holder order by account_id, customer_id",
          "account_transaction order by transaction_id",
          "entry order by posting_id, layer, amount_minor, account_id",
          "arrangement order by arrangement_id",
          "beneficiary order by beneficiary_id",
          "offer order by offer_id",
          "statement order by statement_id");

  private Dump() {}

  static String of(Database database) {
    return database.read(Dump::text);
  }

  private static String text(Handle handle) {
    StringBuilder dump = new StringBuilder();
    for (String table : TABLES) {
      for (Map<String, Object> row : handle.createQuery("select * from " + table).mapToMap()) {
        row.forEach(
            (column, value) -> dump.append(column).append('=').append(text(value)).append(' '));
        dump.append('\n');
      }
    }
    return dump.toString();
  }

  private static @Nullable Object text(@Nullable Object value) {
    return switch (value) {
      case Timestamp timestamp -> timestamp.toInstant();
      case OffsetDateTime time -> time.toInstant();
      case null -> "null";
      default -> value;
    };
  }
}
