package dev.tidings.acceptance.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.jose.Jwts;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A P-256 key and the DPoP proofs that it signs. Thread-safe. Source: RFC 9449 §4. */
final class ProofKey {

  private final ECKey key;
  private final JWSSigner signer;

  ProofKey() {
    try {
      this.key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
      this.signer = new ECDSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  ECKey publicKey() {
    return key.toPublicJWK();
  }

  JWSSigner signer() {
    return signer;
  }

  /**
   * A new proof.
   *
   * @param accessToken that it goes with, or null
   * @param nonce the bank's, or null
   */
  String proof(String method, URI address, @Nullable String accessToken, @Nullable String nonce) {
    return Jwts.sign(
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(key.toPublicJWK())
            .build(),
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", address.toString())
            .claim("ath", accessToken == null ? null : Sha256.base64Url(accessToken))
            .claim("nonce", nonce)
            .issueTime(Date.from(Instant.now()))
            .build(),
        signer);
  }
}
