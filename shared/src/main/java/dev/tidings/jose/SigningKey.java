package dev.tidings.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.text.ParseException;
import java.util.Optional;

/**
 * An RSA key pair for PS256, named by its RFC 7638 thumbprint. Immutable and thread-safe.
 *
 * @param jwk the pair; never written anywhere but to the key file
 */
public record SigningKey(RSAKey jwk) {

  /** Modulus length; FAPI 2.0 asks for 2048 at least. */
  public static final int KEY_LENGTH_BITS = 2048;

  public static SigningKey generate() {
    try {
      return new SigningKey(
          new RSAKeyGenerator(KEY_LENGTH_BITS)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.PS256)
              .keyIDFromThumbprint(true)
              .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java has no RSA", e);
    }
  }

  /**
   * Reads the key from a file that only its owner may read, making both where there is none.
   *
   * @throws IOException when the file cannot be read or written, or holds something else
   */
  public static SigningKey loadOrCreate(Path file) throws IOException {
    if (Files.exists(file)) {
      try {
        return new SigningKey(RSAKey.parse(Files.readString(file)));
      } catch (ParseException e) {
        throw new IOException(
            file + " does not hold a signing key (an RSA JWK): " + e.getMessage(), e);
      }
    }
    SigningKey key = generate();
    PrivateFiles.write(file, key.jwk.toJSONString());
    return key;
  }

  /**
   * A signer for this key, as fast as this machine allows. Thread-safe.
   *
   * @see NativeCrypto
   */
  public JWSSigner signer() {
    try {
      Optional<Provider> provider = NativeCrypto.provider();
      if (provider.isEmpty()) {
        return new RSASSASigner(jwk);
      }
      PrivateKey key =
          (PrivateKey)
              KeyFactory.getInstance("RSA", provider.get()).translateKey(jwk.toPrivateKey());
      RSASSASigner signer = new RSASSASigner(key);
      signer.getJCAContext().setProvider(provider.get());
      return signer;
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException("not a key to sign with", e);
    }
  }

  public String kid() {
    return jwk.getKeyID();
  }

  /** The public half, as served at a {@code jwks_uri}. */
  public JWKSet publicKeys() {
    return new JWKSet(jwk.toPublicJWK());
  }
}
