package dev.tidings.jose;

import java.net.URI;

/** A party's keys cannot be read now: nothing it signed can be judged, and it may be right. */
public final class KeysUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public KeysUnavailableException(URI jwksUri) {
    super("the keys at " + jwksUri + " cannot be read now");
  }
}
