package dev.tidings.tpp.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.support.Await;
import graphql.introspection.IntrospectionQuery;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is thrown at it is refused before anything is read. */
@Timeout(60)
class GraphQlLimitsTest {

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
  void aQueryThatIsTooDeepIsRefused() {
    refused(
        "TOO_DEEP",
        "at most 9 fields within each other",
        "{ " + "accounts { bank { ".repeat(5) + "name" + " } }".repeat(5) + " }");
  }

  @Test
  void fragmentsThatHideTheDepthAreRefused() {
    String fragments =
        IntStream.range(0, 9)
            .mapToObj(i -> " fragment F%d on Account { bank { ...F%d } }".formatted(i, i + 1))
            .collect(Collectors.joining());
    refused(
        "TOO_DEEP",
        "within each other",
        "{ accounts { ...F0 } }" + fragments + " fragment F9 on Account { name }");
  }

  @Test
  void aQueryOfManyAliasesIsRefused() {
    refused(
        "TOO_WIDE",
        "at most 600",
        "{ "
            + IntStream.range(0, 700)
                .mapToObj(i -> "a" + i + ": asOf")
                .collect(Collectors.joining(" "))
            + " }");
  }

  @Test
  void fragmentsThatDoubleAtEachStepAreRefusedAtOnce() {
    String fragments =
        IntStream.range(0, 40)
            .mapToObj(i -> " fragment F%d on Query { ...F%d ...F%d }".formatted(i, i + 1, i + 1))
            .collect(Collectors.joining());
    refused("TOO_WIDE", "at most 600", "{ ...F0 }" + fragments + " fragment F40 on Query { asOf }");
  }

  @Test
  void fragmentsInACircleAreRefused() {
    refused("TOO_WIDE", "", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }");
    refused("TOO_DEEP", "", "{ accounts { ...A } } fragment A on Account { bank { ...A } }");
  }

  @Test
  void manyDirectivesAreRefused() {
    String directives = "@include(if: true) ".repeat(300);
    refused("TOO_WIDE", "", "{ asOf " + directives + "asOf ".repeat(350) + "}");
    refused(null, "DuplicateDirectiveName", "{ asOf " + "@include(if: true) ".repeat(50) + "}");
  }

  @Test
  void aQueryThatIsTooCostlyIsRefusedWithItsPagesCounted() {
    String all =
        "{ bankId accountId description merchantName category pending bookedAt amount { amount } }";
    server.data("{ transactions(first: 200) { nodes " + all + " } }");

    refused(
        "TOO_COSTLY",
        "at most 6000",
        "{ a: transactions(first: 200) { nodes %s } b: transactions(first: 200) { nodes %s }"
                .formatted(all, all)
            + " c: transactions(first: 200) { nodes %s } }".formatted(all));
    refused(
        "TOO_COSTLY",
        "",
        IntStream.range(0, 13)
            .mapToObj(i -> "a" + i + ": transactions(first: 1) { matching }")
            .collect(Collectors.joining(" ", "{ ", " }")));
  }

  @Test
  void severalOperationsCountTogether() {
    refused(
        "TOO_COSTLY",
        "",
        IntStream.range(0, 13)
            .mapToObj(i -> "query Q" + i + " { insights { asOf } }")
            .collect(Collectors.joining(" ")));
  }

  @Test
  void aPageThatIsTooLargeIsRefusedHoweverItIsAskedFor() {
    for (String size : List.of("201", "0", "-1", "99999999999999999999")) {
      refused("PAGE_SIZE", "from 1 to 200", "{ transactions(first: " + size + ") { matching } }");
    }
    refused("PAGE_SIZE", "from 1 to 366", "{ netWorth { days(last: 1000) { date } } }");
    refused("PAGE_SIZE", "", "query($n: Int! = 5000) { transactions(first: $n) { matching } }");
    HttpResponse<String> given =
        server.post(
            "query($n: Int!) { transactions(first: $n) { matching } }",
            Map.of("n", 5_000),
            GraphQlServer.RESPONSE);
    assertThat(given.statusCode()).isEqualTo(400);
    assertThat(given.body()).contains("PAGE_SIZE");
  }

  @Test
  void aDocumentThatIsTooLongIsRefused() {
    refused(null, "", "{ asOf " + "# much to say\n".repeat(2_000) + "}");
    refused(null, "", "{ " + "asOf ".repeat(Limits.DOCUMENT_TOKENS_MAX) + "}");
    refused(null, "", "{ asOf" + " ,".repeat(7_000) + "}");
    refused(
        null,
        "",
        "{ transactions(filter: " + "[".repeat(400) + "]".repeat(400) + ") { matching } }");
    refused(null, "", "{".repeat(1_000));
  }

  @Test
  void fieldsThatAreAllTheSameAreRefusedInFragmentsThatNobodySpreadsToo() {
    String same = "name ".repeat(1_300);
    refused(null, "", "{ asOf } fragment Unused on Account { " + same + "}");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    HttpResponse<String> answer =
        server.post("{ asOf }", Map.of("x", "y".repeat(100_000)), GraphQlServer.RESPONSE);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("TOO_LARGE");
  }

  @Test
  void variablesThatAreTooManyOrTooDeepAreRefused() {
    Map<String, Object> many = new HashMap<>();
    IntStream.range(0, 31).forEach(i -> many.put("v" + i, i));
    HttpResponse<String> answer = server.post("{ asOf }", many, GraphQlServer.RESPONSE);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("TOO_MANY_VARIABLES");

    String deep =
        "{\"query\":\"{asOf}\",\"variables\":{\"v\":" + "[".repeat(50) + "]".repeat(50) + "}}";
    assertRefused(server.send(deep, "Content-Type", "application/json"), 400, "MALFORMED");
  }

  @Test
  void whatIsNoRequestIsRefused() {
    for (String body :
        List.of(
            "",
            "{",
            "null",
            "\"{ asOf }\"",
            "{}",
            "{\"query\":\"\"}",
            "{\"query\":5}",
            "{\"query\":\"{asOf}\",\"variables\":[]}",
            "{\"query\":\"{asOf}\",\"operationName\":7}",
            "{\"query\":\"{asOf}\",\"query\":\"{meter{duplicates}}\"}",
            "{\"query\":\"{asOf}\"} {}",
            "[" + OpenBankingJson.write(Map.of("query", "{asOf}")) + "]")) {
      assertRefused(server.send(body, "Content-Type", "application/json"), 400, "MALFORMED");
      assertRefused(
          server.send(body, "Content-Type", "application/json", "Accept", "application/json"),
          400,
          "MALFORMED");
    }
    assertRefused(
        server.send("query={asOf}", "Content-Type", "application/x-www-form-urlencoded"),
        415,
        "NOT_JSON");
    assertRefused(server.get("/graphql"), 400, "MALFORMED");
    assertRefused(
        server.get("/graphql?query={}&variables=x".replace("{}", "%7BasOf%7D")), 400, "MALFORMED");
    refused("MALFORMED", "name one", "query A { asOf } query B { asOf }");
    refused(null, "", "mutation { asOf }");
  }

  @Test
  void aForeignPageIsRefused() {
    assertRefused(
        server.send(
            "{\"query\":\"{asOf}\"}",
            "Content-Type",
            "application/json",
            "Sec-Fetch-Site",
            "cross-site"),
        403,
        "FOREIGN_PAGE");
    assertRefused(server.getQuery("{ asOf }", "Sec-Fetch-Site", "cross-site"), 403, "FOREIGN_PAGE");
  }

  @Test
  void toolsMayAskForTheSchemaButNotAgainAndAgain() {
    assertThat(server.data(IntrospectionQuery.INTROSPECTION_QUERY).at("/__schema/types").size())
        .isGreaterThan(30);

    refused(
        "TOO_WIDE",
        "again and again",
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }");
    refused("TOO_WIDE", "", "{ __schema { types { name } } b: __schema { types { name } } }");
    refused(
        "TOO_DEEP",
        "at most 16",
        "{ __type(name: \"Query\") { " + "ofType { ".repeat(20) + "name" + " }".repeat(21) + " }");
  }

  @Test
  void whoseAnswerTakesTooLongIsToldSo() {
    try (GraphQlServer slow = new GraphQlServer(Duration.ofMillis(50), 1)) {
      slow.gate = new CountDownLatch(1);
      assertRefused(slow.post("{ asOf }", Map.of(), GraphQlServer.RESPONSE), 503, "TOO_SLOW");

      for (int i = 1; i < Limits.RUNNING_MAX; i++) {
        assertRefused(slow.post("{ asOf }", Map.of(), GraphQlServer.RESPONSE), 503, "TOO_SLOW");
      }
      assertRefused(slow.post("{ asOf }", Map.of(), GraphQlServer.RESPONSE), 503, "BUSY");

      slow.gate.countDown();
      Await.until(
          "there is room again",
          () -> slow.post("{ asOf }", Map.of(), GraphQlServer.RESPONSE).statusCode() == 200);
    }
  }

  @Test
  void theStatusSaysWhetherAnythingWasRunAsTheFormOfTheAnswerHasIt() {
    String wrong = "{ nothing }";
    HttpResponse<String> newer = server.post(wrong, Map.of(), GraphQlServer.RESPONSE);
    assertThat(newer.statusCode()).isEqualTo(400);
    assertThat(newer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/graphql-response+json");
    HttpResponse<String> older = server.post(wrong, Map.of(), GraphQlServer.JSON);
    assertThat(older.statusCode()).isEqualTo(200);
    assertThat(older.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    HttpResponse<String> get = server.getQuery("{ asOf }");
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).contains("2026-11-23T10:00:00Z");
    assertThat(
            server.getQuery("{ asOf }", "Accept", "text/html").headers().firstValue("Content-Type"))
        .hasValue("application/json;charset=utf-8");
  }

  /** Refused with 400 and this code, and nothing was read for it. */
  private static void refused(String code, String words, String query) {
    int before = server.viewReads.get();
    HttpResponse<String> answer = server.post(query, Map.of(), GraphQlServer.RESPONSE);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    JsonNode json = GraphQlServer.json(answer.body());
    assertThat(json.has("data")).isFalse();
    assertThat(answer.body()).contains(words).hasSizeLessThan(50_000);
    if (code != null) {
      assertThat(json.at("/errors/0/extensions/code").asText()).as(answer.body()).isEqualTo(code);
    }
    assertThat(server.viewReads.get()).isEqualTo(before);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(GraphQlServer.json(answer.body()).at("/errors/0/extensions/code").asText())
        .isEqualTo(code);
  }
}
