package dev.tidings.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * Verifies signatures by the algorithms that may be used: PS256, ES256, and EdDSA on Ed25519, which
 * RFC 9864 also names after its curve. Source: FAPI 2.0 Security Profile §5.4.1.
 */
public final class Signatures {

  /** The shortest modulus of an RSA key, in bits. */
  public static final int RSA_BITS_MIN = 2048;

  /** In the order of preference. */
  public static final List<JWSAlgorithm> ALGORITHMS =
      List.of(JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

  private static final int ED25519_KEY_BYTES = 32;

  /** What stands before the key's bytes in its X.509 form. Source: RFC 8410 §4. */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Signatures() {}

  /** Whether the key is strong enough and of the algorithm's kind. */
  public static boolean fits(JWK key, JWSAlgorithm algorithm) {
    return switch (key) {
      case RSAKey rsa -> JWSAlgorithm.PS256.equals(algorithm) && rsa.size() >= RSA_BITS_MIN;
      case ECKey ec -> JWSAlgorithm.ES256.equals(algorithm) && Curve.P_256.equals(ec.getCurve());
      case OctetKeyPair pair ->
          isEdDsa(algorithm)
              && Curve.Ed25519.equals(pair.getCurve())
              && pair.getDecodedX().length == ED25519_KEY_BYTES;
      default -> false;
    };
  }

  /** Whether the key fits one of the algorithms. */
  public static boolean fitsAny(JWK key) {
    return ALGORITHMS.stream().anyMatch(algorithm -> fits(key, algorithm));
  }

  /** Whether the two names mean one algorithm. */
  public static boolean same(JWSAlgorithm one, JWSAlgorithm other) {
    return one.equals(other) || (isEdDsa(one) && isEdDsa(other));
  }

  /** Whether the key's owner signed this; false also when key and algorithm do not go together. */
  public static boolean isBy(JWK key, JWSObject signed) {
    if (!fits(key, signed.getHeader().getAlgorithm())) {
      return false;
    }
    try {
      return switch (key) {
        case RSAKey rsa -> signed.verify(natively(new RSASSAVerifier(rsa.toRSAPublicKey())));
        case ECKey ec -> signed.verify(natively(new ECDSAVerifier(ec.toECPublicKey())));
        case OctetKeyPair pair -> isByEd25519(pair, signed);
        default -> false;
      };
    } catch (JOSEException | GeneralSecurityException e) {
      return false;
    }
  }

  /** Measured: ES256 takes a fifth of the JDK's time so. */
  private static <V extends JWSVerifier> V natively(V verifier) {
    NativeCrypto.provider().ifPresent(verifier.getJCAContext()::setProvider);
    return verifier;
  }

  private static boolean isByEd25519(OctetKeyPair pair, JWSObject signed)
      throws GeneralSecurityException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.writeBytes(ED25519_PREFIX);
    encoded.writeBytes(pair.getDecodedX());
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(encoded.toByteArray())));
    verifier.update(signed.getSigningInput());
    return verifier.verify(signed.getSignature().decode());
  }

  private static boolean isEdDsa(JWSAlgorithm algorithm) {
    return JWSAlgorithm.EdDSA.equals(algorithm) || JWSAlgorithm.Ed25519.equals(algorithm);
  }
}
