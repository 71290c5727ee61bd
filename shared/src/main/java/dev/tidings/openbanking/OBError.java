package dev.tidings.openbanking;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request. Source: OBIE R/W v4.0, OBError1.
 *
 * @param errorCode the standard's code
 * @param message what is wrong and what would be right, at most 500 characters
 * @param path JSON path, parameter or header at fault, or null where no single place is
 * @param url where to read more, or null
 */
public record OBError(
    ErrorCode errorCode, String message, @Nullable String path, @Nullable String url) {

  /** The largest message the standard allows, in characters. */
  public static final int MESSAGE_LENGTH_MAX = 500;

  public OBError {
    if (message.length() > MESSAGE_LENGTH_MAX) {
      message = message.substring(0, MESSAGE_LENGTH_MAX);
    }
  }

  public static OBError of(ErrorCode errorCode, String message) {
    return new OBError(errorCode, message, null, null);
  }

  public static OBError at(String path, ErrorCode errorCode, String message) {
    return new OBError(errorCode, message, path, null);
  }
}
