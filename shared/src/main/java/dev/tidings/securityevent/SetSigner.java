package dev.tidings.securityevent;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.SigningKey;

/** Signs SETs as Open Banking messages: PS256 with the standard's critical headers. Thread-safe. */
public final class SetSigner {

  private final String kid;
  private final String trustAnchor;
  private final JWSSigner signer;

  /**
   * @param trustAnchor {@code tan}: DNS name of who vouches for the key; for a simulated bank its
   *     own host
   */
  public SetSigner(SigningKey key, String trustAnchor) {
    this.kid = key.kid();
    this.trustAnchor = trustAnchor;
    this.signer = key.signer();
  }

  /** The compact JWS. */
  public String sign(SecurityEvent set) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.PS256)
            .type(JOSEObjectType.JOSE)
            .contentType("application/json")
            .keyID(kid)
            .customParam(SetHeader.IAT, set.issuedAt().getEpochSecond())
            .customParam(SetHeader.ISS, set.issuer())
            .customParam(SetHeader.TAN, trustAnchor)
            .criticalParams(SetHeader.CRITICAL)
            .build();
    SignedJWT jwt = new SignedJWT(header, SetClaims.write(set));
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("signing failed", e);
    }
    return jwt.serialize();
  }
}
