package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import dev.tidings.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The TPPs that registered: the table {@code oauth_client}. Thread-safe. */
public final class Clients {

  /** The client that the sandbox's ready tokens belong to; nobody can authenticate as it. */
  public static final String SANDBOX = "sandbox";

  /** The most clients; registration is open, a disk is not. */
  public static final int CLIENTS_MAX = 10_000;

  /** The longest metadata that is kept, in characters of JSON. */
  public static final int METADATA_LENGTH_MAX = 65_536;

  private final InstantSource clock;

  public Clients(InstantSource clock) {
    this.clock = clock;
  }

  public Optional<Client> find(Handle handle, String clientId) {
    if (clientId.indexOf('\0') >= 0) {
      return Optional.empty(); // PostgreSQL cannot even be asked
    }
    return handle
        .createQuery(
            "select client_id, metadata, registered_at from oauth_client where client_id = ?")
        .bind(0, clientId)
        .map((row, ctx) -> client(row))
        .findOne();
  }

  /**
   * A client of the bank's own, made at its first use. It has no keys, so nobody can authenticate
   * as it.
   */
  public Client builtIn(UnitOfWork unit, String clientId, String name) {
    OIDCClientMetadata metadata = new OIDCClientMetadata();
    metadata.setName(name);
    insert(unit, clientId, metadata, null);
    return find(unit.handle(), clientId).orElseThrow();
  }

  /**
   * Writes it down, unless there is one with this id.
   *
   * @param managementHash of the token that manages it, or null when none does
   */
  void insert(
      UnitOfWork unit,
      String clientId,
      OIDCClientMetadata metadata,
      @Nullable String managementHash) {
    unit.handle()
        .createUpdate(
            """
            insert into oauth_client (client_id, metadata, management_hash, registered_at)
            values (?, ?, ?, ?)
            on conflict do nothing
            """)
        .bind(0, clientId)
        .bind(1, metadata.toJSONObject().toJSONString())
        .bind(2, managementHash)
        .bind(3, clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC))
        .execute();
  }

  void replace(UnitOfWork unit, String clientId, OIDCClientMetadata metadata) {
    unit.handle()
        .execute(
            "update oauth_client set metadata = ? where client_id = ?",
            metadata.toJSONObject().toJSONString(),
            clientId);
  }

  void delete(UnitOfWork unit, String clientId) {
    unit.handle().execute("delete from oauth_client where client_id = ?", clientId);
  }

  /** The hash of the token that manages the client. */
  Optional<String> managementHash(Handle handle, String clientId) {
    if (clientId.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    return handle
        .createQuery("select management_hash from oauth_client where client_id = ?")
        .bind(0, clientId)
        .map((row, ctx) -> Optional.ofNullable(row.getString("management_hash")))
        .findOne()
        .flatMap(hash -> hash);
  }

  long count(Handle handle) {
    return handle.createQuery("select count(*) from oauth_client").mapTo(Long.class).one();
  }

  private static Client client(ResultSet row) throws SQLException {
    Instant registeredAt = row.getObject("registered_at", OffsetDateTime.class).toInstant();
    try {
      return new Client(
          row.getString("client_id"),
          OIDCClientMetadata.parse(JSONObjectUtils.parse(row.getString("metadata"))),
          registeredAt);
    } catch (ParseException e) {
      throw new IllegalStateException("the database holds metadata that cannot be read", e);
    }
  }
}
