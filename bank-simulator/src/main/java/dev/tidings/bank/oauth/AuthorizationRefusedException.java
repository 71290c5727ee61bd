package dev.tidings.bank.oauth;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request, or a decision about one, that the bank does not accept. As long as the
 * redirect address is not known to be the client's, there is none to send the browser to.
 */
public final class AuthorizationRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final @Nullable URI redirect;

  AuthorizationRefusedException(String message, @Nullable URI redirect) {
    super(message, null, false, false);
    this.redirect = redirect;
  }

  /** Where the browser is to be sent, with the error for the TPP in it. */
  public Optional<URI> redirect() {
    return Optional.ofNullable(redirect);
  }
}
