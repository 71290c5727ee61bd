package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.client.ClientMetadata;
import java.net.URI;
import java.time.Instant;
import java.util.Set;

/**
 * A registered TPP.
 *
 * @param metadata as registered; not to be changed
 */
public record Client(String clientId, ClientMetadata metadata, Instant registeredAt) {

  /** What customers are shown; the client's own words, so never trusted. */
  public String name() {
    String name = metadata.getName();
    return name == null ? clientId : name;
  }

  /** Whether the address is, character by character, one of the registered. */
  boolean hasRedirectUri(String uri) {
    Set<URI> registered = metadata.getRedirectionURIs();
    return registered != null
        && registered.stream().anyMatch(known -> known.toString().equals(uri));
  }
}
