package dev.tidings.jose;

import com.nimbusds.jose.JWSSigner;
import java.util.function.Supplier;

/**
 * Signs by the key that is right at each moment. A key is prepared once: that takes longer than to
 * sign. Thread-safe.
 */
public final class PresentSigner {

  private final Supplier<SigningKey> keys;
  private volatile Signer last;

  /**
   * @param keys gives the present one
   */
  public PresentSigner(Supplier<SigningKey> keys) {
    this.keys = keys;
    this.last = Signer.of(keys.get());
  }

  /** A prepared key. */
  public record Signer(String kid, JWSSigner jws) {

    private static Signer of(SigningKey key) {
      return new Signer(key.kid(), key.signer());
    }
  }

  /** The one to sign with now. */
  public Signer get() {
    SigningKey key = keys.get();
    Signer known = last;
    if (!known.kid().equals(key.kid())) {
      known = Signer.of(key);
      last = known;
    }
    return known;
  }
}
