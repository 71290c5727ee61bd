package dev.tidings.tpp.bank;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.jose.DetachedSignature;
import dev.tidings.jose.Jwts;
import dev.tidings.jose.MessageHeader;
import dev.tidings.jose.SigningKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/**
 * Proves to a bank that it is us: {@code private_key_jwt} with PS256, and signatures of messages.
 * Source: RFC 7523 §3; OBIE R/W v4.0, Message Signing.
 */
public final class OurKey {

  /** How long an assertion may be used. */
  static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);

  private final SigningKey key;
  private final JWSSigner signer;
  private final InstantSource clock;

  public OurKey(SigningKey key, InstantSource clock) {
    this.key = key;
    this.signer = key.signer();
    this.clock = clock;
  }

  /** The public half, to be registered. */
  Map<String, Object> publicKeys() {
    return key.publicKeys().toJSONObject();
  }

  /** A fresh assertion for this bank; to be used once. */
  String assertion(Bank bank) {
    Instant now = clock.instant();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.PS256).type(JOSEObjectType.JWT).keyID(key.kid()).build();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(bank.clientId())
            .subject(bank.clientId())
            .audience(bank.issuer())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ASSERTION_LIFE)))
            .build();
    return Jwts.sign(header, claims, signer);
  }

  /** The signature of a body for this bank, which vouches for our key. */
  String signature(Bank bank, byte[] body) {
    JWSHeader header =
        MessageHeader.of(
            key.kid(), clock.instant(), bank.clientId(), URI.create(bank.issuer()).getHost());
    return DetachedSignature.sign(body, header, signer);
  }
}
