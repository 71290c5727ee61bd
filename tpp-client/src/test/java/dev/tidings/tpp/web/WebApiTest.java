package dev.tidings.tpp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebApiTest {

  private final WebServer server = new WebServer(WebServer.EVENTS_ONLY);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theViewIsJsonOfTheAgreedShape() throws IOException {
    JsonNode view = json("/api/view");

    assertThat(view.get("asOf").asText()).isEqualTo("2026-11-23T10:30:00Z");
    assertThat(view.get("totals").get(1))
        .isEqualTo(OpenBankingJson.readTree("{\"currency\":\"EUR\",\"amount\":\"944.10\"}"));
    JsonNode account = view.get("accounts").get(3);
    assertThat(names(account))
        .startsWith(
            "bank",
            "accountId",
            "name",
            "currency",
            "balance",
            "balanceAsOf",
            "status",
            "lastEventId");
    assertThat(account.get("balance").asText()).isEqualTo("-312.55");
    assertThat(account.get("status").asText()).isEqualTo("STALE");
    assertThat(account.get("lastEventId").asText()).isEqualTo(SampleViews.EVENT_ID);
    assertThat(view.get("accounts").get(1).get("lastEventId").isNull()).isTrue();
    assertThat(view.get("accounts").get(4).get("balance").isNull()).isTrue();
    assertThat(view.get("banks").get(3).get("state").asText()).isEqualTo("EXPIRED");
    assertThat(view.get("latestTransactions").get(0).get("amount").asText()).isEqualTo("-7.25");
  }

  @Test
  void theMeterIsJsonOfTheAgreedShape() throws IOException {
    JsonNode meter = json("/api/meter");

    assertThat(meter.get("eventsReceived").asInt()).isEqualTo(118);
    assertThat(meter.get("apiCalls").asInt()).isEqualTo(141);
    assertThat(meter.get("approaches")).hasSize(5);
    assertThat(meter.at("/approaches/1"))
        .isEqualTo(
            OpenBankingJson.readTree(
                """
                {"approach":"EVERY_5_SECONDS","intervalSeconds":5,"calls":69120,"bytes":62208000,
                 "changes":118,"staleMeanMs":2410,"staleLongestMs":4990}\
                """));
    assertThat(meter.at("/approaches/0/intervalSeconds").isNull()).isTrue();
    assertThat(meter.at("/banks/0"))
        .isEqualTo(
            OpenBankingJson.readTree(
                """
                {"bankId":"localhost-8081","onConnecting":11,"becauseOfEvents":80,"byPolling":0,
                 "bytes":140000}\
                """));
    assertThat(json("/api/meter/history").at("/moments/96/calls/EVERY_MINUTE").asInt())
        .isEqualTo(5_760);
  }

  @Test
  void changesTellHowLongTheyTook() throws IOException {
    server.changes.set(List.of(SampleViews.change(2, 10, 5), SampleViews.change(1, 0, 10)));

    JsonNode changes = json("/api/changes?limit=1").get("changes");

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).get("moved").asText()).isEqualTo("-0.05");
    assertThat(changes.get(0).get("eventAfterMs").asLong()).isEqualTo(12);
    assertThat(changes.get(0).get("viewAfterMs").asLong()).isEqualTo(38);
    assertThat(changes.get(0).get("occurredAt").asText()).isEqualTo("2026-11-23T10:29:59.962Z");
  }

  @Test
  void aLimitThatIsNoneOrTooLargeIsRefused() {
    for (String limit : List.of("0", "-1", "201", "many", "")) {
      try (Response response = server.get("/api/changes?limit=" + limit)) {
        assertThat(response.code()).as("limit=%s", limit).isEqualTo(400);
      }
    }
  }

  @Test
  void nothingOfACustomerIsKeptByABrowserOrAProxy() {
    for (String path : List.of("/", "/api/view", "/api/meter", "/api/changes", "/nothing")) {
      try (Response response = server.get(path)) {
        assertThat(response.header("Cache-Control")).as(path).isEqualTo("no-store");
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.header("Content-Security-Policy"))
            .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self';")
            .contains("form-action 'self' http://localhost:8081")
            .doesNotContain("unsafe");
      }
    }
  }

  @Test
  void anUnknownPathIsAPageForPeopleAndJsonForPrograms() {
    try (Response page = server.get("/nothing", "Accept", "text/html,*/*;q=0.8")) {
      assertThat(page.code()).isEqualTo(404);
      assertThat(page.header("Content-Type")).startsWith("text/html");
    }
    assertThat(server.text("/api/nothing", "Accept", "text/html"))
        .isEqualTo("{\"error\":\"not_found\",\"message\":\"There is nothing at /api/nothing.\"}");
  }

  @Test
  void aPageThatPointedItsNameAtUsReadsNothing() {
    for (String path : List.of("/", "/api/view", "/api/meter", "/api/changes", "/api/stream")) {
      try (Response response = server.get(path, "Host", "attacker.example:8080")) {
        assertThat(response.code()).as(path).isEqualTo(421);
      }
    }
    for (String host : List.of("localhost", "LOCALHOST:8080", "[::1]:8080", "money.example")) {
      try (Response response = server.get("/api/view", "Host", host)) {
        assertThat(response.code()).as(host).isEqualTo(200);
      }
    }
  }

  @Test
  void whatThePageLoadsIsServedByUsAndKeptForEver() {
    List<String> addresses = new ArrayList<>();
    Matcher links = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"").matcher(server.text("/"));
    while (links.find()) {
      addresses.add(links.group(1));
    }
    assertThat(addresses).anyMatch(a -> a.endsWith(".css")).anyMatch(a -> a.endsWith(".js"));
    for (String address : addresses) {
      try (Response response = server.get(address)) {
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.header("Cache-Control")).contains("immutable");
      }
    }
  }

  private JsonNode json(String path) throws IOException {
    return OpenBankingJson.readTree(server.text(path));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
