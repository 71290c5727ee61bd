package dev.tidings.bank.offer;

import dev.tidings.openbanking.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code offer}. Thread-safe. */
public final class Offers {

  /** Those of these accounts that are open at this time, ordered by account and id. */
  public List<Offer> openAt(Handle handle, Instant now, Collection<String> accountIds) {
    if (accountIds.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(
            """
            select offer_id, account_id, kind, description, term, rate, currency, amount_minor,
              starts_at, ends_at
            from offer
            where account_id in (<ids>) and starts_at <= :now and ends_at > :now
            order by account_id, offer_id\
            """)
        .bindList("ids", List.copyOf(accountIds))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, context) -> read(row))
        .list();
  }

  public void insert(Handle handle, Collection<Offer> offers) {
    if (offers.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into offer (offer_id, account_id, kind, description, term, rate, currency,
              amount_minor, starts_at, ends_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)) {
      for (Offer offer : offers) {
        batch
            .bind(0, offer.offerId())
            .bind(1, offer.accountId())
            .bind(2, offer.kind().name())
            .bind(3, offer.description())
            .bind(4, offer.term())
            .bind(5, offer.rate())
            .bind(6, offer.amount().currency())
            .bind(7, offer.amount().minor())
            .bind(8, offer.startsAt().atOffset(ZoneOffset.UTC))
            .bind(9, offer.endsAt().atOffset(ZoneOffset.UTC))
            .add();
      }
      batch.execute();
    }
  }

  private static Offer read(ResultSet row) throws SQLException {
    return new Offer(
        row.getString("offer_id"),
        row.getString("account_id"),
        Offer.Kind.valueOf(row.getString("kind")),
        row.getString("description"),
        row.getString("term"),
        row.getString("rate"),
        new Money(row.getLong("amount_minor"), row.getString("currency")),
        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
        row.getObject("ends_at", OffsetDateTime.class).toInstant());
  }
}
