package dev.tidings.securityevent;

import static dev.tidings.securityevent.SetError.AUTHENTICATION_FAILED;
import static dev.tidings.securityevent.SetError.INVALID_AUDIENCE;
import static dev.tidings.securityevent.SetError.INVALID_KEY;
import static dev.tidings.securityevent.SetError.INVALID_REQUEST;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.RemoteKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** What is checked of a SET in either encoding. Thread-safe. */
final class SetChecks {

  private final RemoteKeys keys;
  private final InstantSource clock;

  SetChecks(RemoteKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * @param critical headers that the caller has understood
   */
  void signature(SignedJWT jwt, TrustedIssuer issuer, Set<String> critical)
      throws SetRejectedException {
    String kid = jwt.getHeader().getKeyID();
    if (kid == null) {
      throw rejected(INVALID_KEY, "kid is missing");
    }
    JWK key =
        keys.find(issuer.jwksUri(), kid)
            .orElseThrow(() -> rejected(INVALID_KEY, "the bank publishes no key " + kid));
    if (!(key instanceof RSAKey rsa)) {
      throw rejected(INVALID_KEY, "key " + kid + " is no RSA key");
    }
    try {
      if (!jwt.verify(new RSASSAVerifier(rsa.toRSAPublicKey(), critical))) {
        throw rejected(AUTHENTICATION_FAILED, "the signature does not match key " + kid);
      }
    } catch (JOSEException e) {
      throw rejected(AUTHENTICATION_FAILED, "the signature cannot be checked: " + e.getMessage());
    }
  }

  void audience(String audience, TrustedIssuer issuer) throws SetRejectedException {
    if (!issuer.audience().equals(audience)) {
      throw rejected(INVALID_AUDIENCE, "aud is " + audience + ", not us");
    }
  }

  void issuedAt(Instant time) throws SetRejectedException {
    if (inFuture(time)) {
      throw rejected(INVALID_REQUEST, "iat is in the future");
    }
  }

  boolean inFuture(Instant time) {
    return time.isAfter(clock.instant().plus(SetVerifier.CLOCK_SKEW_MAX));
  }

  /** As {@link #inFuture(Instant)}, of any number of seconds since 1970. */
  boolean inFuture(long epochSecond) {
    return epochSecond > clock.instant().plus(SetVerifier.CLOCK_SKEW_MAX).getEpochSecond();
  }

  static SetRejectedException rejected(SetError error, String description) {
    return new SetRejectedException(error, description);
  }
}
