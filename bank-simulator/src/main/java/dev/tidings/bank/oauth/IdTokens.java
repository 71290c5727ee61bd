package dev.tidings.bank.oauth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.jose.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Says who signed in, to the client. Thread-safe. Source: OpenID Connect Core §2. */
final class IdTokens {

  /** How long one may be presented as news. */
  static final Duration LIFE = Duration.ofMinutes(5);

  /** What the simulated sign-in stands for: strong customer authentication. */
  static final String ACR = "urn:openbanking:psd2:sca";

  private final String issuer;
  private final SigningKeys keys;
  private final InstantSource clock;

  IdTokens(String issuer, SigningKeys keys, InstantSource clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
  }

  String issue(Client client, Authorised authorised, @Nullable String nonce) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(authorised.customerId())
            .audience(client.clientId())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .claim("auth_time", authorised.authenticatedAt().getEpochSecond())
            .claim("acr", ACR);
    if (nonce != null) {
      claims.claim("nonce", nonce);
    }
    if (authorised.consentId() != null) {
      claims.claim("openbanking_intent_id", authorised.consentId());
    }
    return keys.sign(client.idTokenAlgorithm(), JOSEObjectType.JWT, claims.build());
  }
}
