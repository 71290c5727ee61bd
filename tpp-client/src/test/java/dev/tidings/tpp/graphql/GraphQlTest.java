package dev.tidings.tpp.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GraphQlTest {

  private static GraphQlServer server;

  @BeforeAll
  static void start() {
    server = new GraphQlServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aFrontEndChoosesWhatItWants() {
    JsonNode data =
        server.data(
            """
            { totals { byCurrency { amount currency } altogether { amount } }
              accounts { name balance { amount } freshness { status } bank { name state } } }
            """);

    assertThat(data.toString())
        .isEqualTo(
            """
            {"totals":{"byCurrency":[{"amount":"9.00","currency":"EUR"},{"amount":"100.00",\
            "currency":"GBP"}],"altogether":{"amount":"107.74"}},"accounts":[{"name":"Account A1",\
            "balance":{"amount":"100.00"},"freshness":{"status":"CURRENT"},"bank":{"name":\
            "Alder Bank","state":"CONNECTED"}},{"name":"Account A2","balance":{"amount":"9.00"},\
            "freshness":{"status":"CURRENT"},"bank":{"name":"Alder Bank","state":"CONNECTED"}}]}\
            """);
  }

  @Test
  void everyFieldOfTheSchemaCanBeRead() {
    Set<String> read = new TreeSet<>();
    GraphQLObjectType query = GraphQlSchema.load().types().getQueryType();
    for (GraphQLFieldDefinition root : query.getFieldDefinitions()) {
      server.data("{ " + written(root, List.of("Query"), read) + " }");
    }

    Set<String> all =
        GraphQlSchema.load().types().getAllTypesAsList().stream()
            .filter(type -> !type.getName().startsWith("__"))
            .filter(type -> !type.getName().equals("Subscription"))
            .filter(GraphQLObjectType.class::isInstance)
            .map(GraphQLObjectType.class::cast)
            .flatMap(type ->
                type.getFieldDefinitions().stream()
                    .map(field -> type.getName() + '.' + field.getName()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(read).isEqualTo(all);
  }

  @Test
  void everythingInTheSchemaIsDescribed() {
    Explorer explorer = Explorer.of(GraphQlSchema.load().types());
    List<String> bare = new ArrayList<>();
    for (Explorer.Described type : explorer.types()) {
      if (type.description().isEmpty() && !type.kind().equals("scalar")) {
        bare.add(type.name());
      }
      for (Explorer.Entry entry : type.entries()) {
        if (entry.description().isEmpty()
            || entry.arguments().stream().anyMatch(argument -> argument.endsWith("– "))) {
          bare.add(type.name() + '.' + entry.name());
        }
      }
    }

    assertThat(bare).isEmpty();
    assertThat(server.get("/graphql/schema.graphqls").body())
        .isEqualTo(GraphQlSchema.load().text())
        .contains("type Query {", "scalar Decimal");
  }

  @Test
  void pagesOfTransactionsFollowEachOther() {
    JsonNode first = page("first: 25");
    JsonNode second = page("first: 25, after: \"" + end(first) + "\"");
    JsonNode third = page("first: 25, after: \"" + end(second) + "\"");

    assertThat(first.path("matching").asInt()).isEqualTo(60);
    assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(third.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(first.at("/nodes/24/description").asText()).isEqualTo("Acme Insurance");
    assertThat(second.at("/nodes/0/description").asText()).isEqualTo("Shop 25");
    assertThat(third.path("nodes")).hasSize(10);
    assertThat(page("filter: {text: \"acme\", category: INSURANCE, direction: OUT, min: \"0.50\"}"))
        .hasSize(3)
        .extracting(node -> node.toString())
        .contains("15");
  }

  @Test
  void aConditionThatCannotBeReadIsSaidAtItsField() {
    HttpResponse<String> answer =
        server.post(
            "{ transactions(filter: {from: \"tomorrow\"}) { matching } asOf }",
            Map.of(),
            GraphQlServer.RESPONSE);

    JsonNode error = GraphQlServer.json(answer.body()).at("/errors/0");
    assertThat(error.path("message").asText()).isEqualTo("from must be a date such as 2026-11-23");
    assertThat(error.at("/extensions/code").asText()).isEqualTo("INVALID_ARGUMENT");
    assertThat(error.at("/path/0").asText()).isEqualTo("transactions");
  }

  @Test
  void whatARequestReadsIsReadOnce() {
    int views = server.viewReads.get();
    int insights = server.insightReads.get();

    server.data(
        """
        { asOf accounts { bank { name } } again: accounts { bank { name } } totals { altogether { amount } }
          transactions(first: 60) { nodes { account { bank { name } } } }
          insights { asOf } more: insights { regular { account { name } } } }
        """);

    assertThat(server.viewReads.get() - views).isEqualTo(1);
    assertThat(server.insightReads.get() - insights).isEqualTo(1);
  }

  @Test
  void examplesOfThePageAreAnswered() {
    for (Explorer.Example example : Explorer.EXAMPLES) {
      if (!example.query().startsWith("subscription")) {
        server.data(example.query());
      }
    }
  }

  @Test
  void aBrowserGetsAPageThatLoadsNothingFromElsewhere() {
    HttpResponse<String> page = server.get("/graphql", "Accept", "text/html,*/*");

    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.body())
        .contains("id=\"type-Account\"", "How much the figure is worth", "Watch changes")
        .doesNotContain("http://", "https://", "<script>", "onclick", "style=");
  }

  private static JsonNode page(String arguments) {
    return server
        .data(
            "{ transactions("
                + arguments
                + ") { matching nodes { description } pageInfo { hasNextPage endCursor } } }")
        .path("transactions");
  }

  private static String end(JsonNode page) {
    return page.at("/pageInfo/endCursor").asText();
  }

  /**
   * The field with everything inside it, but for what leads back to a type that it is inside of.
   */
  private static String written(
      GraphQLFieldDefinition field, List<String> inside, Set<String> read) {
    read.add(inside.getLast() + '.' + field.getName());
    GraphQLNamedType type = GraphQLTypeUtil.unwrapAllAs(field.getType());
    String name = field.getName() + arguments(field);
    if (!(type instanceof GraphQLObjectType object)) {
      return name;
    }
    List<String> deeper = new ArrayList<>(inside);
    deeper.add(object.getName());
    String fields =
        object.getFieldDefinitions().stream()
            .filter(one -> isNew(one, inside))
            .map(one -> written(one, deeper, read))
            .collect(Collectors.joining(" "));
    return name + " { " + fields + " }";
  }

  private static boolean isNew(GraphQLFieldDefinition field, List<String> inside) {
    GraphQLNamedType type = GraphQLTypeUtil.unwrapAllAs(field.getType());
    return !(type instanceof GraphQLObjectType) || !inside.contains(type.getName());
  }

  private static String arguments(GraphQLFieldDefinition field) {
    return switch (field.getName()) {
      case "account" ->
          field.getArguments().isEmpty() ? "" : "(bankId: \"localhost-8081\", accountId: \"A1\")";
      case "transactions", "changes" -> field.getArguments().isEmpty() ? "" : "(first: 1)";
      case "days" -> "(last: 1)";
      default -> "";
    };
  }
}
