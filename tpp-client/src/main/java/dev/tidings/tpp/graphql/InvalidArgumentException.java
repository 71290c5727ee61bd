package dev.tidings.tpp.graphql;

/** An argument that is of its type and still cannot be read; the message is for the client. */
final class InvalidArgumentException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidArgumentException(String message) {
    super(message);
  }
}
