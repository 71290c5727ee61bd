package dev.tidings.bank.oauth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import com.nimbusds.oauth2.sdk.id.SoftwareID;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import dev.tidings.jose.Signatures;
import dev.tidings.jose.SigningKeys;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A small directory: it states, signed, what is true of a TPP's software, and the bank believes it
 * when a client registers. Thread-safe. Source: RFC 7591 §2.3; the names of the claims are the UK
 * directory's.
 */
public final class SoftwareStatements {

  /** How long a statement can be used to register. */
  public static final Duration LIFE = Duration.ofHours(1);

  /** The role without which nobody may read accounts. */
  public static final String ROLE = "AISP";

  private final String issuer;
  private final SigningKeys keys;
  private final InstantSource clock;

  /**
   * @param issuer the directory's address
   */
  public SoftwareStatements(String issuer, SigningKeys keys, InstantSource clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What a statement says.
   *
   * @param jwks the software's public keys as JSON, or null
   * @param jwksUri where they are, or null
   */
  public record Software(
      String name,
      List<String> redirectUris,
      List<String> roles,
      @Nullable Map<String, Object> jwks,
      @Nullable String jwksUri) {}

  /** The statement, as a signed JWT. */
  public String issue(Software software) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .claim("software_id", UUID.randomUUID().toString())
            .claim("software_client_name", software.name())
            .claim("software_redirect_uris", software.redirectUris())
            .claim("software_roles", software.roles());
    if (software.jwks() != null) {
      claims.claim("software_jwks", software.jwks());
    }
    if (software.jwksUri() != null) {
      claims.claim("software_jwks_endpoint", software.jwksUri());
    }
    return keys.sign(JWSAlgorithm.PS256, JOSEObjectType.JWT, claims.build());
  }

  /** The directory's public keys. */
  public JWKSet publicKeys() {
    return keys.publicKeys();
  }

  /**
   * Lays the statement's values over what the client says of itself.
   *
   * @throws OAuthException {@code invalid_software_statement}, {@code
   *     unapproved_software_statement}, or {@code invalid_redirect_uri} for one that is not stated
   */
  OIDCClientMetadata apply(OIDCClientMetadata asked) {
    SignedJWT statement = asked.getSoftwareStatement();
    if (statement == null) {
      return asked;
    }
    try {
      JWTClaimsSet claims = verified(statement);
      asked.setName(claims.getStringClaim("software_client_name"));
      asked.setRedirectionURIs(redirectUris(asked, claims));
      asked.setSoftwareID(new SoftwareID(claims.getStringClaim("software_id")));
      setKeys(asked, claims);
      return asked;
    } catch (ParseException | IllegalArgumentException e) {
      throw refused(
          RegistrationError.INVALID_SOFTWARE_STATEMENT, "the statement's claims cannot be read");
    }
  }

  private JWTClaimsSet verified(SignedJWT statement) throws ParseException {
    String kid = statement.getHeader().getKeyID();
    JWK key = kid == null ? null : keys.publicKeys().getKeyByKeyId(kid);
    JWTClaimsSet claims = statement.getJWTClaimsSet();
    if (key == null || !Signatures.isBy(key, statement) || !issuer.equals(claims.getIssuer())) {
      throw refused(
          RegistrationError.INVALID_SOFTWARE_STATEMENT, "the statement is not by " + issuer);
    }
    Date end = claims.getExpirationTime();
    if (end == null || !clock.instant().isBefore(end.toInstant())) {
      throw refused(RegistrationError.INVALID_SOFTWARE_STATEMENT, "the statement has expired");
    }
    List<String> roles = claims.getStringListClaim("software_roles");
    if (roles == null || !roles.contains(ROLE)) {
      throw refused(
          RegistrationError.UNAPPROVED_SOFTWARE_STATEMENT, "the software has no role " + ROLE);
    }
    return claims;
  }

  private static Set<URI> redirectUris(OIDCClientMetadata asked, JWTClaimsSet claims)
      throws ParseException {
    Set<URI> stated = new TreeSet<>();
    List<String> uris = claims.getStringListClaim("software_redirect_uris");
    for (String uri : uris == null ? List.<String>of() : uris) {
      stated.add(URI.create(uri));
    }
    Set<URI> wanted = asked.getRedirectionURIs();
    if (wanted == null || wanted.isEmpty()) {
      return stated;
    }
    if (!stated.containsAll(wanted)) {
      throw refused(RegistrationError.INVALID_REDIRECT_URI, "the statement has only " + stated);
    }
    return wanted;
  }

  private static void setKeys(OIDCClientMetadata asked, JWTClaimsSet claims) throws ParseException {
    Map<String, Object> inline = claims.getJSONObjectClaim("software_jwks");
    String address = claims.getStringClaim("software_jwks_endpoint");
    asked.setJWKSet(inline == null ? null : JWKSet.parse(inline));
    asked.setJWKSetURI(address == null ? null : URI.create(address));
  }

  private static OAuthException refused(ErrorObject error, String description) {
    return new OAuthException(error, description);
  }
}
