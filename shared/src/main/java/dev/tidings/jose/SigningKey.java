package dev.tidings.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

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
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, key.jwk.toJSONString(), StandardOpenOption.WRITE);
    Files.move(unfinished, file);
    return key;
  }

  public String kid() {
    return jwk.getKeyID();
  }

  /** The public half, as served at a {@code jwks_uri}. */
  public JWKSet publicKeys() {
    return new JWKSet(jwk.toPublicJWK());
  }
}
