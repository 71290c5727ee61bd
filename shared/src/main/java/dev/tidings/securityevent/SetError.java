package dev.tidings.securityevent;

import java.util.Locale;

/** Why a receiver refuses a SET. Source: RFC 8935 §2.4. */
public enum SetError {
  INVALID_REQUEST,
  INVALID_KEY,
  INVALID_ISSUER,
  INVALID_AUDIENCE,
  AUTHENTICATION_FAILED,
  ACCESS_DENIED;

  /** The code on the wire, such as {@code invalid_key}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
