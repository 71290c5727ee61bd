package dev.tidings.tpp.graphql;

import dev.tidings.tpp.graphql.RefusedException.Why;
import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.validation.GoodFaithIntrospectionExceeded;
import graphql.validation.ValidationError;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that is done with a request before it runs: parse, measure, validate. */
final class PrepareQuery {

  private final GraphQLSchema schema;

  PrepareQuery(GraphQLSchema schema) {
    this.schema = schema;
  }

  /** What came of it. */
  sealed interface Outcome {

    /** It may run. */
    record Ready(GraphQlRequest request, Document document, boolean isSubscription)
        implements Outcome {}

    /** It will not; at least one error. */
    record Refused(List<? extends GraphQLError> errors) implements Outcome {}
  }

  Outcome prepare(GraphQlRequest request) {
    ExecutionInput input =
        ExecutionInput.newExecutionInput(request.query())
            .graphQLContext(Map.of(ParserOptions.class, Limits.parser()))
            .locale(Locale.ROOT)
            .build();
    ParseAndValidateResult parsed = ParseAndValidate.parse(input);
    Document document = parsed.getDocument();
    if (parsed.isFailure() || document == null) {
      return new Outcome.Refused(parsed.getErrors());
    }
    try {
      new MeasureQuery(schema, request.variables()).check(document);
      List<ValidationError> wrong = ParseAndValidate.validate(schema, document, Locale.ROOT);
      return wrong.isEmpty()
          ? new Outcome.Ready(request, document, isSubscription(request, document))
          : new Outcome.Refused(wrong);
    } catch (RefusedException e) {
      return new Outcome.Refused(List.of(e.error()));
    } catch (GoodFaithIntrospectionExceeded e) {
      return new Outcome.Refused(
          List.of(
              new RefusedException(
                      Why.TOO_WIDE, "The query asks the schema for the same again and again.")
                  .error()));
    }
  }

  private static boolean isSubscription(GraphQlRequest request, Document document)
      throws RefusedException {
    List<OperationDefinition> named =
        document.getDefinitionsOfType(OperationDefinition.class).stream()
            .filter(one ->
                request.operationName() == null || request.operationName().equals(one.getName()))
            .toList();
    if (named.size() != 1) {
      throw new RefusedException(
          Why.MALFORMED,
          request.operationName() == null
              ? "The document has several operations: name one by operationName."
              : "The document has no operation of that name.");
    }
    return named.getFirst().getOperation() == OperationDefinition.Operation.SUBSCRIPTION;
  }
}
