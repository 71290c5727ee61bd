package dev.tidings.tpp.graphql;

import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import java.util.Map;

/** A request that asks for too much, or that cannot be read; the message is for the client. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final Why why;

  RefusedException(Why why, String message) {
    super(message);
    this.why = why;
  }

  /** What is wrong, for programs: {@code extensions.code} of the error. */
  enum Why implements ErrorClassification {
    MALFORMED(400),
    TOO_DEEP(400),
    TOO_WIDE(400),
    TOO_COSTLY(400),
    PAGE_SIZE(400),
    TOO_MANY_VARIABLES(400),
    FOREIGN_PAGE(403),
    NOT_A_STREAM(406),
    TOO_LARGE(413),
    NOT_JSON(415),
    BUSY(503),
    TOO_SLOW(503);

    private final int status;

    Why(int status) {
      this.status = status;
    }

    /** The status of an answer that is not a stream. */
    int status() {
      return status;
    }
  }

  Why why() {
    return why;
  }

  GraphQLError error() {
    return GraphqlErrorBuilder.newError()
        .message("%s", String.valueOf(getMessage()))
        .errorType(why)
        .extensions(Map.of("code", why.name()))
        .build();
  }
}
