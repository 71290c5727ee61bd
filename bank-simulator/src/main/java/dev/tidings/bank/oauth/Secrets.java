package dev.tidings.bank.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random values that stand for a right, and the form in which they are kept. */
public final class Secrets {

  /** The randomness of each, in bytes. */
  public static final int RANDOM_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** A new one, 43 characters that need no escaping in a URL. */
  public static String next() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
  }

  /** The same, as bytes. */
  static byte[] random() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return random;
  }

  /** SHA-256 in hexadecimal: who reads the database cannot use what is in it. */
  public static String hash(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
