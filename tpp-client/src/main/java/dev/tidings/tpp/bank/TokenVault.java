package dev.tidings.tpp.bank;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for storage: AES-256-GCM, a fresh nonce each, bound to the place they are stored
 * at, so that a sealed value moved to another row does not open. Thread-safe.
 */
public final class TokenVault {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  private TokenVault(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Reads the key from a file that only its owner may read, making it where there is none.
   *
   * @throws IOException when the file cannot be read or written, or holds something else
   */
  public static TokenVault loadOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] fresh = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(fresh);
      Path unfinished = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(unfinished, fresh, StandardOpenOption.WRITE);
      Files.move(unfinished, file);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != KEY_BYTES) {
      throw new IOException(file + " does not hold a key of " + KEY_BYTES + " bytes");
    }
    return new TokenVault(key);
  }

  /** Seals a secret for this place, such as a row's id and column. */
  public String seal(String secret, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        crypt(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8), place);
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
  }

  /**
   * Opens what was sealed for this place.
   *
   * @throws IllegalStateException when it was not, or not with this key
   */
  public String open(String sealed, String place) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
    byte[] nonce = new byte[NONCE_BYTES];
    bytes.get(nonce);
    byte[] secret = new byte[bytes.remaining()];
    bytes.get(secret);
    return new String(crypt(Cipher.DECRYPT_MODE, nonce, secret, place), StandardCharsets.UTF_8);
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] data, String place) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a stored token does not open; is the key file the one it was sealed with?", e);
    }
  }
}
