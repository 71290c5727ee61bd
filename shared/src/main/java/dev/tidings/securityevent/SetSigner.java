package dev.tidings.securityevent;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.SigningKey;
import java.util.function.Supplier;

/** Signs SETs as Open Banking messages: PS256 with the standard's critical headers. Thread-safe. */
public final class SetSigner {

  private final Supplier<SigningKey> keys;
  private final String trustAnchor;
  private volatile Signer last;

  /**
   * @param trustAnchor {@code tan}: DNS name of who vouches for the key; for a simulated bank its
   *     own host
   */
  public SetSigner(SigningKey key, String trustAnchor) {
    this(() -> key, trustAnchor);
  }

  /**
   * As {@link #SetSigner(SigningKey, String)}, by the key that is right at each moment.
   *
   * @param keys gives the present one
   */
  public SetSigner(Supplier<SigningKey> keys, String trustAnchor) {
    this.keys = keys;
    this.trustAnchor = trustAnchor;
    this.last = Signer.of(keys.get());
  }

  private record Signer(String kid, JWSSigner signer) {

    static Signer of(SigningKey key) {
      return new Signer(key.kid(), key.signer());
    }
  }

  /** The compact JWS. */
  public String sign(SecurityEvent set) {
    Signer signer = present();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.PS256)
            .type(JOSEObjectType.JOSE)
            .contentType("application/json")
            .keyID(signer.kid())
            .customParam(SetHeader.IAT, set.issuedAt().getEpochSecond())
            .customParam(SetHeader.ISS, set.issuer())
            .customParam(SetHeader.TAN, trustAnchor)
            .criticalParams(SetHeader.CRITICAL)
            .build();
    SignedJWT jwt = new SignedJWT(header, SetClaims.write(set));
    try {
      jwt.sign(signer.signer());
    } catch (JOSEException e) {
      throw new IllegalStateException("signing failed", e);
    }
    return jwt.serialize();
  }

  /** To prepare a key takes longer than to sign. */
  private Signer present() {
    SigningKey key = keys.get();
    Signer known = last;
    if (!known.kid().equals(key.kid())) {
      known = Signer.of(key);
      last = known;
    }
    return known;
  }
}
