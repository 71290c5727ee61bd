package dev.tidings.bank.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.tidings.jose.Signatures;
import dev.tidings.persistence.Database;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code private_key_jwt}: who is this client? Source: RFC 7523 §3, FAPI 2.0 Security Profile §5.3.
 * Thread-safe.
 */
final class ClientAuthentication {

  /** How far ahead of ours a client's clock may be. */
  static final Duration AHEAD_MAX = Duration.ofSeconds(10);

  /** The longest an assertion may live, and so the longest its {@code jti} is remembered. */
  static final Duration LIFE_MAX = Duration.ofHours(1);

  private static final int JTI_LENGTH_MAX = 512;

  private final String issuer;
  private final Database database;
  private final Clients clients;
  private final ClientKeys keys;
  private final InstantSource clock;

  ClientAuthentication(
      String issuer, Database database, Clients clients, ClientKeys keys, InstantSource clock) {
    this.issuer = issuer;
    this.database = database;
    this.clients = clients;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * The client that signed the assertion, which is used up by this.
   *
   * @param named as what the client calls itself beside it, or null
   * @throws OAuthException {@code invalid_client} for every reason
   */
  Client authenticate(SignedJWT assertion, @Nullable String named) {
    String clientId = claims(assertion).getSubject();
    if (clientId == null || (named != null && !named.equals(clientId))) {
      throw refused("the assertion's sub must be the client_id");
    }
    Client client =
        database
            .read(handle -> clients.find(handle, clientId))
            .orElseThrow(() -> refused("this client is not registered"));
    checkSignature(client, assertion);
    useUp(clientId, checkClaims(clientId, assertion));
    return client;
  }

  private void checkSignature(Client client, SignedJWT assertion) {
    JWSAlgorithm algorithm = assertion.getHeader().getAlgorithm();
    JWSAlgorithm registered = client.metadata().getTokenEndpointAuthJWSAlg();
    if (!Signatures.ALGORITHMS.contains(algorithm)
        || (registered != null && !Signatures.same(registered, algorithm))) {
      throw refused("the assertion must be signed with PS256, ES256 or EdDSA, as registered");
    }
    String kid = assertion.getHeader().getKeyID();
    if (kid == null) {
      throw refused("the assertion's header needs a kid");
    }
    JWK key =
        keys.find(client, kid).orElseThrow(() -> refused("the client has no key with this kid"));
    if (!Signatures.isBy(key, assertion)) {
      throw refused("the assertion is not signed by this key");
    }
  }

  private JWTClaimsSet checkClaims(String clientId, SignedJWT assertion) {
    JWTClaimsSet claims = claims(assertion);
    Map<String, Object> raw = assertion.getPayload().toJSONObject();
    if (!clientId.equals(claims.getIssuer()) || !clientId.equals(claims.getSubject())) {
      throw refused("iss and sub must both be the client_id");
    }
    if (!(raw.get("aud") instanceof String audience) || !audience.equals(issuer)) {
      throw refused("aud must be " + issuer + " as one string");
    }
    String jti = claims.getJWTID();
    if (jti == null || jti.isBlank() || jti.length() > JTI_LENGTH_MAX) {
      throw refused("jti is needed, with at most " + JTI_LENGTH_MAX + " characters");
    }
    checkTimes(claims);
    return claims;
  }

  private void checkTimes(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Instant ahead = now.plus(AHEAD_MAX);
    Instant expires = instant(claims.getExpirationTime());
    if (expires == null || !expires.isAfter(now) || expires.isAfter(now.plus(LIFE_MAX))) {
      throw refused("exp must be in the future, by at most " + LIFE_MAX.toMinutes() + " minutes");
    }
    for (Instant start :
        new @Nullable Instant[] {
          instant(claims.getNotBeforeTime()), instant(claims.getIssueTime())
        }) {
      if (start != null && start.isAfter(ahead)) {
        throw refused("nbf and iat must not be in the future");
      }
    }
  }

  /** In a transaction of its own: the assertion is used, whatever becomes of the request. */
  private void useUp(String clientId, JWTClaimsSet claims) {
    Instant expires = Objects.requireNonNull(instant(claims.getExpirationTime()));
    boolean first =
        database.inTransaction(
            unit -> ClientAssertions.use(unit, clientId, claims.getJWTID(), expires));
    if (!first) {
      throw refused("this assertion was used before; each request needs one with a new jti");
    }
  }

  private static JWTClaimsSet claims(SignedJWT assertion) {
    try {
      return assertion.getJWTClaimsSet();
    } catch (ParseException e) {
      throw refused("the assertion's claims cannot be read");
    }
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static OAuthException refused(String description) {
    return new OAuthException(OAuth2Error.INVALID_CLIENT, description);
  }
}
