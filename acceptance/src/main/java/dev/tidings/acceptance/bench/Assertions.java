package dev.tidings.acceptance.bench;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.jose.Jwts;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * How a client of the benchmark says who it is: {@code private_key_jwt}, a new assertion each time.
 * Thread-safe. Source: RFC 7523.
 *
 * @param audience the bank's issuer
 * @param signer of the algorithm, by the key with this {@code kid}
 */
record Assertions(
    String audience, String clientId, JWSAlgorithm algorithm, String kid, JWSSigner signer) {

  private static final Duration LIFE = Duration.ofMinutes(1);

  /** A new one. */
  String next() {
    Instant now = Instant.now();
    return Jwts.sign(
        new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(kid).build(),
        new JWTClaimsSet.Builder()
            .issuer(clientId)
            .subject(clientId)
            .audience(audience)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .build(),
        signer);
  }
}
