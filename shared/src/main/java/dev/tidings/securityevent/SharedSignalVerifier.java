package dev.tidings.securityevent;

import static dev.tidings.securityevent.SetChecks.rejected;
import static dev.tidings.securityevent.SetError.AUTHENTICATION_FAILED;
import static dev.tidings.securityevent.SetError.INVALID_ISSUER;
import static dev.tidings.securityevent.SetError.INVALID_REQUEST;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.RemoteKeys;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a SET of Shared Signals may be believed. Thread-safe. Source: OpenID SSF 1.0 §4,
 * RFC 8417 §2, RFC 9493 §3.
 */
public final class SharedSignalVerifier {

  private final TrustedIssuer issuer;
  private final SetChecks checks;

  /**
   * @param issuer the only one that is believed
   */
  public SharedSignalVerifier(TrustedIssuer issuer, RemoteKeys keys, InstantSource clock) {
    this.issuer = issuer;
    this.checks = new SetChecks(keys, clock);
  }

  /** Whether it says that it is one, by its {@code typ}. */
  public static boolean isOne(SignedJWT jwt) {
    return SharedSignalSigner.TYPE.equals(jwt.getHeader().getType());
  }

  /**
   * The claims of a SET that passes every check.
   *
   * @throws SetRejectedException when one fails; nothing of the SET may then be used
   * @throws dev.tidings.jose.KeysUnavailableException when it cannot be judged now
   */
  public JWTClaimsSet verify(String compact) throws SetRejectedException {
    if (compact.length() > SetVerifier.SET_LENGTH_MAX) {
      throw rejected(INVALID_REQUEST, "longer than " + SetVerifier.SET_LENGTH_MAX + " characters");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(compact.strip());
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (!issuer.issuer().equals(claims.getIssuer())) {
        throw rejected(INVALID_ISSUER, "iss is " + claims.getIssuer());
      }
      checkHeader(jwt.getHeader());
      checks.signature(jwt, issuer, Set.of());
      checkClaims(claims);
      return claims;
    } catch (ParseException e) {
      throw rejected(INVALID_REQUEST, "not a signed SET: " + e.getMessage());
    }
  }

  private static void checkHeader(JWSHeader header) throws SetRejectedException {
    if (!SharedSignalSigner.TYPE.equals(header.getType())) {
      throw rejected(
          INVALID_REQUEST, "typ is " + header.getType() + ", must be " + SharedSignalSigner.TYPE);
    }
    if (!JWSAlgorithm.PS256.equals(header.getAlgorithm())) {
      throw rejected(AUTHENTICATION_FAILED, "alg is " + header.getAlgorithm() + ", must be PS256");
    }
    if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
      throw rejected(AUTHENTICATION_FAILED, "crit names what nobody here understands");
    }
  }

  private void checkClaims(JWTClaimsSet claims) throws SetRejectedException, ParseException {
    if (claims.getAudience().size() != 1) {
      throw rejected(INVALID_REQUEST, "aud must name exactly one audience");
    }
    checks.audience(claims.getAudience().getFirst(), issuer);
    if (claims.getIssueTime() == null) {
      throw rejected(INVALID_REQUEST, "iat is missing");
    }
    checks.issuedAt(claims.getIssueTime().toInstant());
    if (claims.getJWTID() == null || claims.getJWTID().isBlank()) {
      throw rejected(INVALID_REQUEST, "jti is missing");
    }
    if (claims.getSubject() != null) {
      throw rejected(INVALID_REQUEST, "sub must not be there: the subject is in sub_id");
    }
    if (claims.getExpirationTime() != null) {
      throw rejected(INVALID_REQUEST, "exp must not be there: what has happened does not expire");
    }
    if (!hasText(claims.getJSONObjectClaim("sub_id"), "format")) {
      throw rejected(INVALID_REQUEST, "sub_id must be an object with a format");
    }
    Map<String, Object> events = claims.getJSONObjectClaim("events");
    if (events == null || events.size() != 1) {
      throw rejected(INVALID_REQUEST, "events must have exactly one event");
    }
    if (!(events.values().iterator().next() instanceof Map)) {
      throw rejected(INVALID_REQUEST, "an event must be an object");
    }
  }

  private static boolean hasText(@Nullable Map<String, Object> object, String member) {
    return object != null && object.get(member) instanceof String text && !text.isBlank();
  }
}
