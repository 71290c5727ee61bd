package dev.tidings.tpp.graphql;

import dev.tidings.tpp.web.ServerSentEvent;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;

/** The events of GraphQL over Server-Sent Events. */
final class StreamEvents {

  /** Nothing more comes. */
  static final byte[] COMPLETE = ServerSentEvent.of("complete", "");

  private StreamEvents() {}

  static byte[] next(ExecutionResult result) {
    return ServerSentEvent.of("next", ResultJson.of(result));
  }

  static byte[] next(List<? extends GraphQLError> errors) {
    return ServerSentEvent.of("next", ResultJson.of(errors));
  }
}
