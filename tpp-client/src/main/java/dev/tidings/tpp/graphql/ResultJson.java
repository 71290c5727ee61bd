package dev.tidings.tpp.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;
import java.util.Map;

/** Answers as JSON. Source: GraphQL specification, Response. */
final class ResultJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ResultJson() {}

  static String of(ExecutionResult result) {
    return write(result.toSpecification());
  }

  /** Nothing was run. */
  static String of(List<? extends GraphQLError> errors) {
    return write(Map.of("errors", errors.stream().map(GraphQLError::toSpecification).toList()));
  }

  private static String write(Map<String, Object> answer) {
    try {
      return MAPPER.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer must be writable as JSON", e);
    }
  }
}
