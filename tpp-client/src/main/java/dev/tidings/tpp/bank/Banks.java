package dev.tidings.tpp.bank;

import dev.tidings.persistence.Database;
import dev.tidings.securityevent.TrustedIssuer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jdbi.v3.core.result.RowView;

/** The banks table; registered banks are kept in memory too. Thread-safe. */
public final class Banks {

  private final Database database;
  private final Map<String, Bank> registered = new ConcurrentHashMap<>();

  public Banks(Database database) {
    this.database = database;
    database
        .read(handle ->
            handle
                .createQuery("select * from bank where client_id is not null")
                .map(Banks::text)
                .list())
        .forEach(this::keep);
  }

  /** The bank, if it has registered us. */
  public Optional<Bank> find(String bankId) {
    return Optional.ofNullable(registered.get(bankId));
  }

  /** The registered bank that writes this {@code iss}. */
  public Optional<Bank> withIssuer(String issuer) {
    return registered.values().stream().filter(bank -> bank.issuer().equals(issuer)).findAny();
  }

  /** As the verifier of SETs needs it. */
  public Optional<TrustedIssuer> trustedIssuer(String issuer) {
    return withIssuer(issuer)
        .map(bank -> new TrustedIssuer(bank.issuer(), bank.metadata().jwksUri(), bank.clientId()));
  }

  /** Makes the bank known. A registration that named another address of ours is forgotten. */
  boolean add(String bankId, String issuer, String publicUrl) {
    boolean moved =
        database.inTransaction(unit -> {
          unit.handle()
              .createUpdate(
                  """
                  insert into bank (bank_id, issuer, public_url) values (:id, :issuer, :public_url)
                  on conflict do nothing\
                  """)
              .bind("id", bankId)
              .bind("issuer", issuer)
              .bind("public_url", publicUrl)
              .execute();
          return unit.handle()
                  .createUpdate(
                      """
                      update bank set public_url = :public_url, client_id = null,
                        subscription_id = null
                      where bank_id = :id and public_url <> :public_url\
                      """)
                  .bind("id", bankId)
                  .bind("public_url", publicUrl)
                  .execute()
              > 0;
        });
    if (moved) {
      registered.remove(bankId);
    }
    return moved;
  }

  void registered(Bank bank, String metadata) {
    database.useTransaction(unit ->
        unit.handle()
            .createUpdate(
                """
                update bank set client_id = :client_id, metadata = :metadata, subscription_id = null
                where bank_id = :id\
                """)
            .bind("id", bank.bankId())
            .bind("client_id", bank.clientId())
            .bind("metadata", metadata)
            .execute());
    registered.put(bank.bankId(), bank);
  }

  /** The bank no longer knows us under that id. */
  void forget(Bank bank) {
    database.useTransaction(unit ->
        unit.handle()
            .createUpdate(
                """
                update bank set client_id = null, subscription_id = null
                where bank_id = :id and client_id = :client_id\
                """)
            .bind("id", bank.bankId())
            .bind("client_id", bank.clientId())
            .execute());
    registered.remove(bank.bankId(), bank);
  }

  boolean isSubscribed(String bankId) {
    return subscriptionId(bankId).isPresent();
  }

  /** What the bank calls our event subscription. */
  Optional<String> subscriptionId(String bankId) {
    return database.read(handle ->
        handle
            .createQuery("select subscription_id from bank where bank_id = :id")
            .bind("id", bankId)
            .map(row -> Optional.ofNullable(row.getColumn("subscription_id", String.class)))
            .findOne()
            .flatMap(Function.identity()));
  }

  /** Every bank that has registered us. */
  public List<Bank> registered() {
    return List.copyOf(registered.values());
  }

  void subscribed(String bankId, String subscriptionId) {
    database.useTransaction(unit ->
        unit.handle()
            .createUpdate("update bank set subscription_id = :subscription where bank_id = :id")
            .bind("id", bankId)
            .bind("subscription", subscriptionId)
            .execute());
  }

  private void keep(Stored stored) {
    try {
      registered.put(
          stored.bankId(),
          new Bank(
              stored.bankId(),
              stored.issuer(),
              BankMetadata.parse(stored.metadata(), stored.issuer()),
              stored.clientId()));
    } catch (BankException e) {
      throw new IllegalStateException("the stored metadata of " + stored.bankId() + " is bad", e);
    }
  }

  private static Stored text(RowView row) {
    return new Stored(
        row.getColumn("bank_id", String.class),
        row.getColumn("issuer", String.class),
        row.getColumn("metadata", String.class),
        row.getColumn("client_id", String.class));
  }

  private record Stored(String bankId, String issuer, String metadata, String clientId) {}
}
