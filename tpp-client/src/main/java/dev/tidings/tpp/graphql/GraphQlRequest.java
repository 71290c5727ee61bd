package dev.tidings.tpp.graphql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidings.tpp.graphql.RefusedException.Why;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request. Source: GraphQL over HTTP, Request Parameters.
 *
 * @param query the document
 * @param operationName which of its operations; null where there is only one
 */
record GraphQlRequest(String query, @Nullable String operationName, Map<String, Object> variables) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads the body of a POST. */
  static GraphQlRequest ofBody(String body) throws RefusedException {
    JsonNode json = json(body);
    if (json.isArray()) {
      throw malformed("Several requests in one are not taken: send one object.");
    }
    if (!json.isObject()) {
      throw malformed("The body must be a JSON object.");
    }
    return of(json.path("query"), json.path("operationName"), json.path("variables"));
  }

  /**
   * Reads the parameters of a GET.
   *
   * @param parameters finds one; null for none
   */
  static GraphQlRequest ofParameters(Function<String, @Nullable String> parameters)
      throws RefusedException {
    String variables = parameters.apply("variables");
    return of(
        text(parameters.apply("query")),
        text(parameters.apply("operationName")),
        variables == null || variables.isBlank() ? MissingNode.getInstance() : json(variables));
  }

  private static GraphQlRequest of(JsonNode query, JsonNode operationName, JsonNode variables)
      throws RefusedException {
    if (!query.isTextual() || query.asText().isBlank()) {
      throw malformed("'query' must be a document as text.");
    }
    if (!isAbsent(operationName) && !operationName.isTextual()) {
      throw malformed("'operationName' must be text.");
    }
    if (!isAbsent(variables) && !variables.isObject()) {
      throw malformed("'variables' must be an object.");
    }
    if (variables.size() > Limits.VARIABLES_MAX) {
      throw new RefusedException(
          Why.TOO_MANY_VARIABLES, "At most " + Limits.VARIABLES_MAX + " variables are taken.");
    }
    return new GraphQlRequest(
        query.asText(),
        isAbsent(operationName) || operationName.asText().isEmpty() ? null : operationName.asText(),
        isAbsent(variables)
            ? Map.of()
            : MAPPER.convertValue(variables, new TypeReference<Map<String, Object>>() {}));
  }

  private static JsonNode text(@Nullable String text) {
    return text == null ? MissingNode.getInstance() : TextNode.valueOf(text);
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isNull() || node.isMissingNode();
  }

  private static JsonNode json(String text) throws RefusedException {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw malformed("The JSON cannot be read: " + e.getOriginalMessage());
    }
  }

  private static RefusedException malformed(String message) {
    return new RefusedException(Why.MALFORMED, message);
  }
}
