package dev.tidings.bank.oauth;

import com.nimbusds.jose.jwk.JWK;
import dev.tidings.jose.KeysUnavailableException;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.persistence.Database;
import java.util.Optional;

/**
 * The public keys of registered clients: from their metadata or from their address. Thread-safe.
 */
public final class ClientKeys {

  private final Database database;
  private final Clients clients;
  private final RemoteKeys remoteKeys;

  public ClientKeys(Database database, Clients clients, RemoteKeys remoteKeys) {
    this.database = database;
    this.clients = clients;
    this.remoteKeys = remoteKeys;
  }

  /** The key with this kid; none also when the client is unknown or its keys cannot be read now. */
  public Optional<JWK> find(String clientId, String kid) {
    return database
        .read(handle -> clients.find(handle, clientId))
        .flatMap(client -> find(client, kid));
  }

  /** As {@link #find(String, String)}. */
  Optional<JWK> find(Client client, String kid) {
    if (client.metadata().getJWKSet() != null) {
      return Optional.ofNullable(client.metadata().getJWKSet().getKeyByKeyId(kid));
    }
    if (client.metadata().getJWKSetURI() == null) {
      return Optional.empty();
    }
    try {
      return remoteKeys.find(client.metadata().getJWKSetURI(), kid);
    } catch (KeysUnavailableException e) {
      return Optional.empty();
    }
  }
}
