package dev.tidings.securityevent;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.jose.Jwts;
import dev.tidings.jose.PresentSigner;
import dev.tidings.jose.SigningKey;
import java.util.Date;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Signs SETs as Shared Signals has them: PS256, {@code typ} {@code secevent+jwt}, no {@code sub}
 * and no {@code exp}. Thread-safe. Source: OpenID SSF 1.0 §4.1, RFC 8417 §2.3.
 */
public final class SharedSignalSigner {

  static final JOSEObjectType TYPE = new JOSEObjectType("secevent+jwt");

  private final PresentSigner signer;

  /**
   * @param keys gives the present one
   */
  public SharedSignalSigner(Supplier<SigningKey> keys) {
    this.signer = new PresentSigner(keys);
  }

  /** The compact JWS. */
  public String sign(SharedSignal signal) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(signal.issuer())
            .issueTime(Date.from(signal.issuedAt()))
            .jwtID(signal.jti())
            .audience(signal.audience())
            .claim("sub_id", signal.subject().json())
            .claim("txn", signal.txn())
            .claim("toe", signal.timeOfEvent().getEpochSecond())
            .claim("events", Map.of(signal.eventUrn(), signal.content()))
            .build();
    PresentSigner.Signer present = signer.get();
    return Jwts.sign(
        new JWSHeader.Builder(JWSAlgorithm.PS256).type(TYPE).keyID(present.kid()).build(),
        claims,
        present.jws());
  }
}
