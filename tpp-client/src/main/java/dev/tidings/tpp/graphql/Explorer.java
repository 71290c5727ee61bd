package dev.tidings.tpp.graphql;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page shows on which GraphQL can be tried: examples, and the schema in words. */
public record Explorer(List<Example> examples, List<Described> types) {

  /** A document to begin with. */
  public record Example(String name, String query) {}

  /**
   * A type.
   *
   * @param entries its fields or values
   */
  public record Described(String name, String kind, String description, List<Entry> entries) {}

  /**
   * A field or a value.
   *
   * @param arguments each as it is written, with its type
   * @param type as it is written; null for a value
   * @param leadsTo the type's own name, where it is described here; null where it is not
   */
  public record Entry(
      String name,
      List<String> arguments,
      @Nullable String type,
      @Nullable String leadsTo,
      String description) {}

  private static final List<String> FIRST = List.of("Query", "Subscription");

  static final List<Example> EXAMPLES =
      List.of(
          new Example(
              "Accounts",
              """
              query Accounts {
                totals { altogether { amount currency } }
                accounts {
                  name
                  balance { amount currency }
                  bank { name state }
                  freshness { status balanceAsOf lastEventId }
                }
              }
              """),
          new Example(
              "Groceries",
              """
              query Groceries($after: String) {
                transactions(first: 10, after: $after, filter: {category: GROCERIES}) {
                  matching
                  nodes { bookedAt description amount { amount currency } account { name } }
                  pageInfo { hasNextPage endCursor }
                }
              }
              """),
          new Example(
              "Headroom",
              """
              query Headroom {
                netWorth { days(last: 7) { date worth { amount } } }
                insights {
                  affordability { income { amount } headroom { amount currency } how }
                  insurers { name renews basis }
                }
              }
              """),
          new Example(
              "Connections",
              """
              query Connections {
                connections { bank { name state consentExpiresAt } events { channel pushed missed } }
                meter { apiCalls apiCallsIfPolled }
              }
              """),
          new Example(
              "Watch changes",
              """
              subscription Changes {
                changes {
                  text
                  viewAfterMs
                  account { name balance { amount currency } }
                  totals { altogether { amount } }
                }
              }
              """));

  static Explorer of(GraphQLSchema schema) {
    List<Described> types =
        schema.getAllTypesAsList().stream()
            .filter(type -> !type.getName().startsWith("__"))
            .flatMap(type -> described(schema, type))
            .sorted(
                Comparator.comparing((Described type) -> !FIRST.contains(type.name()))
                    .thenComparing(Described::name))
            .toList();
    return new Explorer(EXAMPLES, types);
  }

  private static Stream<Described> described(GraphQLSchema schema, GraphQLNamedType type) {
    List<Entry> entries = new ArrayList<>();
    String kind =
        switch (type) {
          case GraphQLObjectType object -> {
            object.getFieldDefinitions().forEach(field -> entries.add(entry(schema, field)));
            yield "type";
          }
          case GraphQLInputObjectType input -> {
            input
                .getFieldDefinitions()
                .forEach(field ->
                    entries.add(
                        entry(
                            schema,
                            field.getName(),
                            List.of(),
                            field.getType(),
                            field.getDescription())));
            yield "input";
          }
          case GraphQLEnumType names -> {
            names
                .getValues()
                .forEach(value ->
                    entries.add(
                        new Entry(
                            value.getName(),
                            List.of(),
                            null,
                            null,
                            words(value.getDescription()))));
            yield "enum";
          }
          default -> "scalar";
        };
    return Stream.of(new Described(type.getName(), kind, words(type.getDescription()), entries));
  }

  private static Entry entry(GraphQLSchema schema, GraphQLFieldDefinition field) {
    return entry(
        schema,
        field.getName(),
        field.getArguments().stream().map(Explorer::written).toList(),
        field.getType(),
        field.getDescription());
  }

  private static Entry entry(
      GraphQLSchema schema,
      String name,
      List<String> arguments,
      GraphQLType type,
      @Nullable String description) {
    GraphQLNamedType named = GraphQLTypeUtil.unwrapAllAs(type);
    return new Entry(
        name,
        arguments,
        GraphQLTypeUtil.simplePrint(type),
        schema.getType(named.getName()) == null ? null : named.getName(),
        words(description));
  }

  private static String written(GraphQLArgument argument) {
    return argument.getName()
        + ": "
        + GraphQLTypeUtil.simplePrint(argument.getType())
        + " – "
        + words(argument.getDescription());
  }

  private static String words(@Nullable String description) {
    return description == null ? "" : description.strip();
  }
}
