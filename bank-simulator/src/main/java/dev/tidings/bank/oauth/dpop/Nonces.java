package dev.tidings.bank.oauth.dpop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's nonces: one for each span of time, computed from a secret, so that nothing is stored
 * and every node with the same secret knows the same. Thread-safe. Source: RFC 9449 §8.
 */
public final class Nonces {

  /** How long one is handed out; it is taken for as long again. */
  public static final Duration SPAN = Duration.ofMinutes(5);

  private static final int NONCE_BYTES = 16;

  private final SecretKeySpec key;
  private final InstantSource clock;

  /**
   * @param secret at least 32 bytes that nobody can guess
   */
  public Nonces(byte[] secret, InstantSource clock) {
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.clock = clock;
  }

  /** The one to use now. */
  public String current() {
    return of(span());
  }

  boolean isGood(String nonce) {
    long span = span();
    return same(nonce, of(span)) || same(nonce, of(span - 1));
  }

  private long span() {
    return clock.instant().getEpochSecond() / SPAN.toSeconds();
  }

  private String of(long span) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] code = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(span).array());
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(code, NONCE_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC", e);
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
