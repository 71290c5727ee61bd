package dev.tidings.tpp.connect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets of 256 bits as base64url, and their digests. */
final class RandomText {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  static String fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return encode(bytes);
  }

  /** SHA-256 as base64url; the S256 method of RFC 7636 §4.2. */
  static String digest(String text) {
    try {
      return encode(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
