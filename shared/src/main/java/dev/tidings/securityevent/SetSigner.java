package dev.tidings.securityevent;

import com.nimbusds.jose.JWSHeader;
import dev.tidings.jose.Jwts;
import dev.tidings.jose.MessageHeader;
import dev.tidings.jose.PresentSigner;
import dev.tidings.jose.SigningKey;
import java.util.function.Supplier;

/** Signs SETs as Open Banking messages: PS256 with the standard's critical headers. Thread-safe. */
public final class SetSigner {

  private final PresentSigner signer;
  private final String trustAnchor;

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
    this.signer = new PresentSigner(keys);
    this.trustAnchor = trustAnchor;
  }

  /** The compact JWS. */
  public String sign(SecurityEvent set) {
    PresentSigner.Signer present = signer.get();
    JWSHeader header = MessageHeader.of(present.kid(), set.issuedAt(), set.issuer(), trustAnchor);
    return Jwts.sign(header, SetClaims.write(set), present.jws());
  }
}
