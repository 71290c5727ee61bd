package dev.tidings.bank.notification;

import com.nimbusds.jose.jwk.JWK;
import java.util.Optional;

/**
 * What signatures of messages need.
 *
 * @param keys of the TPPs
 * @param required whether a request without a signature is refused
 */
public record MessageSigning(Keys keys, boolean required) {

  /** Of a bank that knows no TPP's keys: no signature counts, and none is needed. */
  static final MessageSigning NO_KEYS = new MessageSigning((_, _) -> Optional.empty(), false);

  /** Finds a TPP's public key. */
  @FunctionalInterface
  public interface Keys {

    /** The client's key with this kid, if it has one. */
    Optional<JWK> find(String clientId, String kid);
  }
}
