package dev.tidings.tpp.graphql;

import dev.tidings.tpp.graphql.RefusedException.Why;
import graphql.introspection.Introspection;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures a document that is parsed and nothing more, every fragment counted where it is spread,
 * and refuses it as soon as it is too deep, too wide or too costly; so that nothing that takes long
 * is done with one that is. What is wrong with it otherwise is for the validation to say. One
 * object for one document.
 */
final class MeasureQuery {

  private final GraphQLSchema schema;
  private final FieldCost fieldCost;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private int selections;

  MeasureQuery(GraphQLSchema schema, Map<String, Object> variables) {
    this.schema = schema;
    this.fieldCost = new FieldCost(variables);
  }

  /** The cost of the whole document. */
  long check(Document document) throws RefusedException {
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> fragments.putIfAbsent(fragment.getName(), fragment));
    long cost = 0;
    for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      fieldCost.measures(operation);
      wider(operation.getDirectives().size() + operation.getVariableDefinitions().size());
      cost += cost(operation.getSelectionSet(), root(operation), 0, false);
    }
    return affordable(cost);
  }

  private long cost(
      @Nullable SelectionSet set, @Nullable GraphQLType parent, int depth, boolean isIntrospection)
      throws RefusedException {
    long cost = 0;
    for (Selection<?> selection : selections(set)) {
      wider(1);
      switch (selection) {
        case Field field -> {
          wider(field.getDirectives().size());
          cost += cost(field, parent, depth + 1, isIntrospection);
        }
        case InlineFragment inline -> {
          wider(inline.getDirectives().size());
          cost +=
              cost(
                  inline.getSelectionSet(),
                  narrowed(parent, inline.getTypeCondition()),
                  depth,
                  isIntrospection);
        }
        case FragmentSpread spread -> {
          wider(spread.getDirectives().size());
          FragmentDefinition fragment = fragments.get(spread.getName());
          if (fragment != null) {
            cost +=
                cost(
                    fragment.getSelectionSet(),
                    narrowed(parent, fragment.getTypeCondition()),
                    depth,
                    isIntrospection);
          }
        }
        default -> throw new IllegalStateException("no selection of GraphQL: " + selection);
      }
      affordable(cost);
    }
    return cost;
  }

  private long cost(
      Field field, @Nullable GraphQLType parent, int depth, boolean insideIntrospection)
      throws RefusedException {
    boolean isIntrospection = insideIntrospection || field.getName().startsWith("__");
    int deepest = isIntrospection ? Limits.INTROSPECTION_DEPTH_MAX : Limits.DEPTH_MAX;
    if (depth > deepest) {
      throw new RefusedException(
          Why.TOO_DEEP, "The query is too deep: at most " + deepest + " fields within each other.");
    }
    GraphQLFieldDefinition definition = definition(field, parent);
    GraphQLType type = definition == null ? null : GraphQLTypeUtil.unwrapAll(definition.getType());
    long inside = cost(field.getSelectionSet(), type, depth, isIntrospection);
    return definition == null ? inside : affordable(fieldCost.of(field, definition, inside));
  }

  private @Nullable GraphQLFieldDefinition definition(Field field, @Nullable GraphQLType parent) {
    if (field.getName().equals(Introspection.SchemaMetaFieldDef.getName())) {
      return schema.getIntrospectionSchemaFieldDefinition();
    }
    if (field.getName().equals(Introspection.TypeMetaFieldDef.getName())) {
      return schema.getIntrospectionTypeFieldDefinition();
    }
    return parent instanceof GraphQLFieldsContainer container
        ? container.getFieldDefinition(field.getName())
        : null;
  }

  private @Nullable GraphQLType root(OperationDefinition operation) {
    return switch (operation.getOperation()) {
      case QUERY -> schema.getQueryType();
      case MUTATION -> schema.getMutationType();
      case SUBSCRIPTION -> schema.getSubscriptionType();
    };
  }

  private @Nullable GraphQLType narrowed(@Nullable GraphQLType parent, @Nullable TypeName to) {
    return to == null ? parent : schema.getType(to.getName());
  }

  private static List<? extends Selection<?>> selections(@Nullable SelectionSet set) {
    @SuppressWarnings("unchecked") // a selection set has nothing else
    List<? extends Selection<?>> all =
        set == null ? List.of() : (List<? extends Selection<?>>) (List<?>) set.getSelections();
    return all;
  }

  private void wider(int by) throws RefusedException {
    selections += by;
    if (selections > Limits.SELECTIONS_MAX) {
      throw new RefusedException(
          Why.TOO_WIDE,
          "The query is too wide: at most "
              + Limits.SELECTIONS_MAX
              + " fields, fragments and directives, each fragment counted wherever it is spread.");
    }
  }

  private static long affordable(long cost) throws RefusedException {
    if (cost > Limits.COST_MAX) {
      throw new RefusedException(
          Why.TOO_COSTLY,
          "The query is too costly: at most "
              + Limits.COST_MAX
              + ". Ask for fewer fields, or for fewer items by 'first'.");
    }
    return cost;
  }
}
