package dev.tidings.bank.oauth.dpop;

import static dev.tidings.bank.oauth.dpop.InvalidProofException.needsNonce;
import static dev.tidings.bank.oauth.dpop.InvalidProofException.refused;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DPoPUtils;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import dev.tidings.jose.Signatures;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks proofs, each good for one request. Thread-safe. Source: RFC 9449 §4.3. */
public final class Proofs {

  /** How far behind ours a proof's time may be. */
  public static final Duration BEHIND_MAX = Duration.ofSeconds(60);

  /** How far ahead. Source: FAPI 2.0 Security Profile §5.3.2.1. */
  public static final Duration AHEAD_MAX = Duration.ofSeconds(10);

  /** The longest proof, in characters. */
  static final int PROOF_LENGTH_MAX = 8192;

  private static final int JTI_LENGTH_MAX = 512;

  private final Nonces nonces;
  private final InstantSource clock;
  private final SeenProofs seen;

  public Proofs(Nonces nonces, InstantSource clock) {
    this.nonces = nonces;
    this.clock = clock;
    this.seen = new SeenProofs(BEHIND_MAX.plus(AHEAD_MAX).plusSeconds(1), clock);
  }

  /**
   * What a proof has to be about.
   *
   * @param method such as {@code POST}
   * @param addresses that name this request, without query
   * @param accessToken that comes with it, or null
   * @param nonceNeeded whether it must have a nonce; one that it has must be good in any case
   */
  public record Subject(
      String method, List<String> addresses, @Nullable String accessToken, boolean nonceNeeded) {}

  /**
   * Uses the proof up.
   *
   * @return the thumbprint of the key that the sender has. Source: RFC 9449 §6.1
   * @throws InvalidProofException when it does not prove that
   */
  public String check(String proof, Subject subject) {
    SignedJWT jwt = parse(proof);
    JWK key = key(jwt.getHeader());
    if (!Signatures.isBy(key, jwt)) {
      throw refused("the proof is not signed by the key in its header");
    }
    JWTClaimsSet claims = claims(jwt);
    checkSubject(claims, subject);
    checkToken(claims, subject.accessToken());
    Instant issuedAt = checkTime(claims);
    checkNonce(claims, subject.nonceNeeded());
    String jkt = thumbprint(key);
    String jti = claims.getJWTID();
    if (jti == null || jti.isBlank() || jti.length() > JTI_LENGTH_MAX) {
      throw refused("jti is needed, with at most " + JTI_LENGTH_MAX + " characters");
    }
    if (!seen.use(jkt, jti, issuedAt)) {
      throw refused("this proof was used before; each request needs one with a new jti");
    }
    return jkt;
  }

  private static SignedJWT parse(String proof) {
    try {
      if (proof.length() > PROOF_LENGTH_MAX) {
        throw refused("the proof is too long");
      }
      return SignedJWT.parse(proof);
    } catch (ParseException | IllegalArgumentException e) {
      throw refused("the proof is no signed JWT");
    }
  }

  private static JWK key(JWSHeader header) {
    if (header.getType() == null
        || !header.getType().getType().equalsIgnoreCase("dpop+jwt")
        || !Signatures.ALGORITHMS.contains(header.getAlgorithm())) {
      throw refused("the header must have typ dpop+jwt and alg PS256, ES256 or EdDSA");
    }
    JWK key = header.getJWK();
    if (key == null || key.isPrivate() || !Signatures.fits(key, header.getAlgorithm())) {
      throw refused("the header must have a public key, as jwk, that fits alg");
    }
    return key;
  }

  private static void checkSubject(JWTClaimsSet claims, Subject subject) {
    if (!subject.method().equals(claims.getClaim("htm"))) {
      throw refused("htm must be " + subject.method());
    }
    String address = claims.getClaim("htu") instanceof String htu ? normal(htu) : null;
    if (address == null
        || subject.addresses().stream().map(Proofs::normal).noneMatch(address::equals)) {
      throw refused("htu must be " + String.join(" or ", subject.addresses()));
    }
  }

  private static void checkToken(JWTClaimsSet claims, @Nullable String accessToken) {
    if (accessToken != null && !hash(accessToken).equals(claims.getClaim("ath"))) {
      throw refused("ath must be the hash of the access token");
    }
  }

  private Instant checkTime(JWTClaimsSet claims) {
    Date issued = claims.getIssueTime();
    if (issued == null) {
      throw refused("iat is needed");
    }
    Instant now = clock.instant();
    Instant issuedAt = issued.toInstant();
    if (issuedAt.isAfter(now.plus(AHEAD_MAX)) || issuedAt.isBefore(now.minus(BEHIND_MAX))) {
      throw refused(
          "iat must be now: at most %d s behind and %d s ahead"
              .formatted(BEHIND_MAX.toSeconds(), AHEAD_MAX.toSeconds()));
    }
    return issuedAt;
  }

  private void checkNonce(JWTClaimsSet claims, boolean needed) {
    Object nonce = claims.getClaim("nonce");
    boolean good = nonce == null ? !needed : nonce instanceof String text && nonces.isGood(text);
    if (!good) {
      throw needsNonce();
    }
  }

  /** Scheme and host in small letters, no default port, no query, no fragment; null for no URI. */
  private static @Nullable String normal(String address) {
    try {
      URI uri = URI.create(address);
      if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return null;
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int standard = scheme.equals("https") ? 443 : 80;
      String port = uri.getPort() < 0 || uri.getPort() == standard ? "" : ":" + uri.getPort();
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static JWTClaimsSet claims(SignedJWT jwt) {
    try {
      return jwt.getJWTClaimsSet();
    } catch (ParseException e) {
      throw refused("the proof's claims cannot be read");
    }
  }

  private static String hash(String accessToken) {
    try {
      return DPoPUtils.computeSHA256(new DPoPAccessToken(accessToken)).toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static String thumbprint(JWK key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw refused("the key's thumbprint cannot be computed");
    }
  }
}
