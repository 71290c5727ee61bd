package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.view.Category;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document of our API says what we serve, and we serve what it says. */
final class ApiDocumentTest extends AggregatorFixture {

  private static final String LOCATION = "https://document.example/openapi.json";

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedOneIsServed() throws Exception {
    TreeSet<String> documented = new TreeSet<>();
    document()
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method ->
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    TreeSet<String> served = new TreeSet<>(aggregator.routes());
    served.removeIf(route -> !route.contains(" /api/") && !route.contains(" /graphql"));

    assertThat(documented).isEqualTo(served);
  }

  @Test
  void everyAnswerIsAsDocumented() throws Exception {
    connect();
    bank.transactions =
        Stream.of(1, 2, 3, 4)
            .map(i ->
                FakeBank.transaction(
                    "T" + i, "BOOK", clock.instant().minusSeconds(i * 30 * 86_400L)))
            .toList();
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));
    Await.until("a change", () -> !aggregator.parts().views().recentChanges(1).isEmpty());

    for (String path :
        List.of(
            "/api/view",
            "/api/net-worth",
            "/api/insights",
            "/api/connections",
            "/api/changes",
            "/api/meter",
            "/api/meter/history",
            "/api/transactions",
            "/api/transactions?limit=1")) {
      HttpResponse<String> answer = browser.get(path, Optional.empty());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertValid(path.split("\\?", 2)[0], 200, answer.body());
    }
    HttpResponse<String> refused = browser.get("/api/transactions?limit=x", Optional.empty());
    assertValid("/api/transactions", 400, refused.body());
    assertGraphQlIsAsDocumented();
    HttpResponse<String> nobody = browser.post("/api/connections/nobody/revoke", "");
    assertThat(nobody.statusCode()).isEqualTo(404);
  }

  private void assertGraphQlIsAsDocumented() throws Exception {
    HttpResponse<String> page = browser.get("/graphql?query=%7BasOf%7D", Optional.empty());
    assertThat(page.statusCode()).isEqualTo(200);
    assertValid("/graphql", 200, page.body());
    assertValid("/graphql", 400, browser.get("/graphql?query=%7B", Optional.empty()).body());
  }

  @Test
  void theCategoriesAreTheOnesThatThereAre() throws Exception {
    List<String> documented =
        document()
            .at("/components/schemas/Category/enum")
            .valueStream()
            .map(JsonNode::asText)
            .toList();

    assertThat(documented).isEqualTo(Stream.of(Category.values()).map(Category::name).toList());
  }

  private JsonNode document() throws Exception {
    HttpResponse<String> answer = browser.get("/openapi.yaml", Optional.empty());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new YAMLMapper().readTree(answer.body());
  }

  private void assertValid(String path, int status, String body) throws Exception {
    JsonNode document = document();
    String method = "/paths/" + path.replace("/", "~1") + "/get/responses/" + status;
    JsonNode reference = document.at(method).path("$ref");
    String response = reference.isMissingNode() ? method : reference.asText().substring(1);
    assertThat(document.at(response).isMissingNode()).as(path + " " + status).isFalse();
    SchemaRegistry registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(),
            builder ->
                builder
                    .schemas(Map.of(LOCATION, document.toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .locale(Locale.ROOT)
                            .build()));
    String schema = LOCATION + "#" + response + "/content/application~1json/schema";
    assertThat(registry.getSchema(SchemaLocation.of(schema)).validate(body, InputFormat.JSON))
        .as(path + " " + body)
        .isEmpty();
  }
}
