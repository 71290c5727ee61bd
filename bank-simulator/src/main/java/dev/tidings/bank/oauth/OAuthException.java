package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;

/** A request that is answered with an error of RFC 6749 §5.2 or RFC 7591 §3.2.2. */
final class OAuthException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ErrorObject error;

  /**
   * @param kind code and status, such as {@code OAuth2Error.INVALID_GRANT}
   * @param description what is wrong and what would be right
   */
  OAuthException(ErrorObject kind, String description) {
    super(kind.getCode() + ": " + description, null, false, false);
    this.error = kind.setDescription(ErrorObject.removeIllegalChars(description));
  }

  ErrorObject error() {
    return error;
  }
}
