package dev.tidings.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;

/**
 * The signature of a body that travels beside it: a JWS without its payload. Source: RFC 7515
 * Appendix F; OBIE R/W v4.0, Message Signing.
 */
public final class DetachedSignature {

  /** The HTTP header that carries it. */
  public static final String HEADER = "x-jws-signature";

  private final JWSObject jws;

  private DetachedSignature(JWSObject jws) {
    this.jws = jws;
  }

  /**
   * Signs a body.
   *
   * @return as it stands in {@link #HEADER}
   * @throws IllegalStateException when this signer cannot sign by the header's algorithm
   */
  public static String sign(byte[] body, JWSHeader header, JWSSigner signer) {
    JWSObject jws = new JWSObject(header, new Payload(body));
    try {
      jws.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("signing failed", e);
    }
    return jws.serialize(true);
  }

  /**
   * Reads the signature of a body; says nothing yet of whether it is good.
   *
   * @throws ParseException when it is no JWS without payload
   */
  public static DetachedSignature of(String signature, byte[] body) throws ParseException {
    if (!signature.contains("..")) {
      throw new ParseException("the payload must be left out: header..signature", 0);
    }
    return new DetachedSignature(JWSObject.parse(signature, new Payload(body)));
  }

  public JWSHeader header() {
    return jws.getHeader();
  }

  /** Whether the key's owner signed the body by PS256, with the standard's critical headers. */
  public boolean isBy(JWK key) {
    if (!(key instanceof RSAKey rsa) || !Signatures.fits(key, jws.getHeader().getAlgorithm())) {
      return false;
    }
    try {
      return jws.verify(new RSASSAVerifier(rsa.toRSAPublicKey(), MessageHeader.CRITICAL));
    } catch (JOSEException e) {
      return false;
    }
  }
}
