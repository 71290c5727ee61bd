package dev.tidings.securityevent;

import static dev.tidings.securityevent.SetChecks.rejected;
import static dev.tidings.securityevent.SetError.AUTHENTICATION_FAILED;
import static dev.tidings.securityevent.SetError.INVALID_ISSUER;
import static dev.tidings.securityevent.SetError.INVALID_REQUEST;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.MessageHeader;
import dev.tidings.jose.RemoteKeys;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides whether a SET may be believed. Thread-safe. Source: RFC 8417 §2, OBIE Message Signing.
 */
public final class SetVerifier {

  /** The largest SET that is looked at, in characters. */
  public static final int SET_LENGTH_MAX = 64 * 1024;

  /** How far ahead of ours the sender's clock may be. */
  public static final Duration CLOCK_SKEW_MAX = Duration.ofSeconds(10);

  private final Function<String, Optional<TrustedIssuer>> issuers;
  private final SetChecks checks;

  /**
   * @param issuers finds the trusted issuer that has a given {@code iss}
   */
  public SetVerifier(
      Function<String, Optional<TrustedIssuer>> issuers, RemoteKeys keys, InstantSource clock) {
    this.issuers = issuers;
    this.checks = new SetChecks(keys, clock);
  }

  /**
   * Reads a SET that passes every check.
   *
   * @throws SetRejectedException when one fails; nothing of the SET may then be used
   * @throws dev.tidings.jose.KeysUnavailableException when it cannot be judged now
   */
  public SecurityEvent verify(String compact) throws SetRejectedException {
    if (compact.length() > SET_LENGTH_MAX) {
      throw rejected(INVALID_REQUEST, "longer than " + SET_LENGTH_MAX + " characters");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(compact.strip());
      SecurityEvent set = SetClaims.read(jwt.getJWTClaimsSet());
      TrustedIssuer issuer =
          issuers
              .apply(set.issuer())
              .orElseThrow(
                  () -> rejected(INVALID_ISSUER, "no bank of ours has iss " + set.issuer()));
      checkHeader(jwt.getHeader(), issuer);
      checks.signature(jwt, issuer, MessageHeader.CRITICAL);
      checks.audience(set.audience(), issuer);
      checks.issuedAt(set.issuedAt());
      return set;
    } catch (ParseException e) {
      throw rejected(INVALID_REQUEST, "not a signed SET: " + e.getMessage());
    }
  }

  private void checkHeader(JWSHeader header, TrustedIssuer issuer) throws SetRejectedException {
    if (!JWSAlgorithm.PS256.equals(header.getAlgorithm())) {
      throw rejected(AUTHENTICATION_FAILED, "alg is " + header.getAlgorithm() + ", must be PS256");
    }
    if (!MessageHeader.CRITICAL.equals(header.getCriticalParams())) {
      throw rejected(
          AUTHENTICATION_FAILED,
          "crit must name exactly the Open Banking iat, iss and tan headers");
    }
    if (!issuer.issuer().equals(header.getCustomParam(MessageHeader.ISS))) {
      throw rejected(INVALID_ISSUER, MessageHeader.ISS + " in the header is not the bank");
    }
    if (!(header.getCustomParam(MessageHeader.IAT) instanceof Number seconds)
        || checks.inFuture(seconds.longValue())) {
      throw rejected(
          AUTHENTICATION_FAILED, MessageHeader.IAT + " in the header is no time until now");
    }
    if (!(header.getCustomParam(MessageHeader.TAN) instanceof String tan) || tan.isBlank()) {
      throw rejected(AUTHENTICATION_FAILED, MessageHeader.TAN + " in the header is missing");
    }
  }
}
