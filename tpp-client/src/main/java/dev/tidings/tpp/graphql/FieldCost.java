package dev.tidings.tpp.graphql;

import dev.tidings.tpp.graphql.RefusedException.Why;
import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLAppliedDirectiveArgument;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a field costs: its weight, and one with everything inside it for each of its items. The
 * schema's directives say how much; what is asked for by page size counts as asked for.
 */
final class FieldCost {

  private static final List<String> PAGE_SIZES = List.of("first", "last");

  private final Map<String, Object> variables;
  private final Map<String, Value<?>> defaults = new HashMap<>();

  FieldCost(Map<String, Object> variables) {
    this.variables = variables;
  }

  /** The fields that follow are of this operation, and so are their variables. */
  void measures(OperationDefinition operation) {
    defaults.clear();
    for (VariableDefinition variable : operation.getVariableDefinitions()) {
      if (variable.getDefaultValue() != null) {
        defaults.put(variable.getName(), variable.getDefaultValue());
      }
    }
  }

  /**
   * @param inside what the fields of one item cost
   * @throws RefusedException when a page is asked for that is too large, or none
   */
  long of(Field field, GraphQLFieldDefinition definition, long inside) throws RefusedException {
    long weight = directive(definition, "weight", "of", 0);
    return weight + items(field, definition) * (1 + inside);
  }

  private long items(Field field, GraphQLFieldDefinition definition) throws RefusedException {
    long usual = directive(definition, "items", "usual", 1);
    for (String name : PAGE_SIZES) {
      GraphQLArgument pageSize = definition.getArgument(name);
      if (pageSize != null) {
        long most = directive(definition, "items", "most", usual);
        Long asked = asked(field, name);
        if (asked != null && (asked < 1 || asked > most)) {
          throw new RefusedException(
              Why.PAGE_SIZE,
              "'%s' of %s must be from 1 to %d.".formatted(name, field.getName(), most));
        }
        return asked == null ? usual : asked;
      }
    }
    return usual;
  }

  /** The page size that is written or given; null for none, or one that is no number. */
  private @Nullable Long asked(Field field, String name) {
    for (Argument argument : field.getArguments()) {
      if (argument.getName().equals(name)) {
        return argument.getValue() instanceof VariableReference variable
            ? given(variable.getName())
            : literal(argument.getValue());
      }
    }
    return null;
  }

  private @Nullable Long given(String variable) {
    Object value = variables.get(variable);
    if (value == null) {
      return literal(defaults.get(variable));
    }
    return value instanceof Number number ? Long.valueOf(number.longValue()) : null;
  }

  private static @Nullable Long literal(@Nullable Value<?> value) {
    return value instanceof IntValue number ? clamped(number.getValue()) : null;
  }

  private static Long clamped(BigInteger number) {
    return number.bitLength() < Long.SIZE ? number.longValue() : Long.MAX_VALUE;
  }

  private static long directive(
      GraphQLFieldDefinition definition, String name, String argument, long otherwise) {
    GraphQLAppliedDirective directive = definition.getAppliedDirective(name);
    GraphQLAppliedDirectiveArgument value =
        directive == null ? null : directive.getArgument(argument);
    Object number = value == null ? null : value.getValue();
    return number instanceof Number known ? known.longValue() : otherwise;
  }
}
