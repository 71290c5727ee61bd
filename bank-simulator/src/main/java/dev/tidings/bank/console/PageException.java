package dev.tidings.bank.console;

/** A request from a browser that is answered with a page saying what is wrong. */
final class PageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String heading;

  PageException(int status, String heading, String message) {
    super(message, null, false, false);
    this.status = status;
    this.heading = heading;
  }

  static PageException stale() {
    return new PageException(
        403, "Please start again", "This page is too old, or was not opened by you here.");
  }

  int status() {
    return status;
  }

  String heading() {
    return heading;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
