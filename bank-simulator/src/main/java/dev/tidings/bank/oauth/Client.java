package dev.tidings.bank.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import java.net.URI;
import java.time.Instant;
import java.util.Set;

/**
 * A registered TPP, and which rules are for it: they go by the client, not by the server.
 *
 * @param metadata as registered; not to be changed
 */
public record Client(String clientId, OIDCClientMetadata metadata, Instant registeredAt) {

  /** Our own metadata field that asks for a whole set of rules. */
  static final String PROFILE = "security_profile";

  /** The only value of {@link #PROFILE}: all rules of the FAPI 2.0 Security Profile. */
  static final String FAPI2 = "fapi2";

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

  boolean mayUse(GrantType grant) {
    Set<GrantType> registered = metadata.getGrantTypes();
    return registered != null && registered.contains(grant);
  }

  boolean mayAskFor(String scope) {
    Scope registered = metadata.getScope();
    return registered != null && registered.contains(scope);
  }

  /** Whether every authorization request has to be pushed. Source: RFC 9126 §6. */
  boolean mustPush() {
    return metadata.requiresPushedAuthorizationRequests();
  }

  /** Whether every token is bound to a DPoP key. Source: RFC 9449 §5.2. */
  boolean isDpopBound() {
    return metadata.getDPoPBoundAccessTokens();
  }

  /** Whether every token is bound to the TLS certificate. Source: RFC 8705 §3.4. */
  boolean isCertificateBound() {
    return metadata.getTLSClientCertificateBoundAccessTokens();
  }

  /** Whether its DPoP proofs must have the server's nonce. Source: RFC 9449 §8. */
  boolean needsNonce() {
    return FAPI2.equals(metadata.getCustomField(PROFILE));
  }

  /** How its ID tokens are signed. */
  JWSAlgorithm idTokenAlgorithm() {
    JWSAlgorithm registered = metadata.getIDTokenJWSAlg();
    return registered == null ? JWSAlgorithm.PS256 : registered;
  }
}
