package dev.tidings.tpp.web;

import static dev.tidings.tpp.view.TestView.NOW;
import static dev.tidings.tpp.view.TestView.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.view.ViewChanges;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScreensTest {

  private static final String HOSTILE = "<script>alert('x')</script>\"' onload=\"y";

  private final WebServer server = new WebServer(WebServer.EVENTS_ONLY);

  @BeforeEach
  void live() {
    server.stored.accounts("A1:GBP").balance("A1", "100.00", "GBP");
    server.stored.told(
        "A1",
        IntStream.range(0, 90)
            .mapToObj(i ->
                transaction(
                    "A1",
                    "T" + i,
                    NOW.minus(Duration.ofHours(7L * i)),
                    "Shop " + i,
                    "-1.00",
                    Map.of()))
            .toArray(OBTransaction[]::new));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPageOfTransactionsLeadsToTheOlderOnes() throws IOException {
    String page = server.text("/transactions");
    assertThat(page)
        .contains("90 transactions", "Shop 0<", "Show older")
        .doesNotContain("Shop 40<");

    JsonNode first = json("/api/transactions?limit=40");
    String older =
        server.text("/transactions?after=" + first.get("next").asText(), "HX-Request", "true");

    assertThat(older)
        .contains("Shop 40<", "class=\"day older\"")
        .doesNotContain("<html", "Shop 39<");
  }

  @Test
  void whatIsAskedForStaysInTheFormAndInTheLinks() {
    String page =
        server.text("/transactions?q=shop&direction=out&category=other&from=2026-01-01&min=1");

    assertThat(page)
        .contains("90 transactions match", "value=\"shop\"", "<option value=\"OTHER\" selected")
        .contains(
            "<details open", "value=\"2026-01-01\"", "q=shop&amp;category=other&amp;direction=out");
    assertThat(server.text("/transactions?q=nowhere")).contains("Nothing matches", "fewer words");
  }

  @Test
  void whatCannotBeReadIsSaidAndRefusedByTheApi() throws IOException {
    for (String bad :
        List.of(
            "account=x",
            "category=x",
            "direction=x",
            "from=x",
            "to=2026-13-01",
            "min=-1",
            "max=1.234",
            "after=x",
            "limit=0",
            "limit=201",
            "limit=x",
            "q=" + "x".repeat(101))) {
      try (Response response = server.get("/api/transactions?" + bad)) {
        assertThat(response.code()).as(bad).isEqualTo(400);
        assertThat(OpenBankingJson.readTree(response.body().string()).get("message").asText())
            .startsWith(bad.substring(0, bad.indexOf('=')) + " must");
      }
    }
    assertThat(server.text("/transactions?from=tomorrow"))
        .contains("role=\"alert\">from must be a date");
  }

  @Test
  void partsArePartsOnlyForThePageThatAsksForThem() {
    assertThat(server.text("/insights")).contains("<!doctype html>", "id=\"affordability\"");
    assertThat(server.text("/insights", "HX-Request", "true"))
        .contains("id=\"insights\"")
        .doesNotContain("<html");
    assertThat(server.text("/parts/net-worth"))
        .contains("data-chart=\"worth\"")
        .doesNotContain("<html");
  }

  @Test
  void netWorthAndInsightsAreJsonToo() throws IOException {
    assertThat(json("/api/net-worth").get("days")).hasSize(366);
    assertThat(json("/api/net-worth").at("/days/365/amount").asText()).isEqualTo("100.00");
    JsonNode insights = json("/api/insights");
    assertThat(insights.at("/affordability/income").asText()).isEqualTo("0.00");
    assertThat(insights.at("/rates/perUnit/EUR").asText()).isEqualTo("0.86");
    assertThat(insights.at("/spending/categories/0/category").asText()).isEqualTo("OTHER");
  }

  @Test
  void aPartIsRenderedOnceForAllOpenPagesUntilSomethingChanges() {
    int before = server.viewReads.get();
    String first = server.text("/connections", "HX-Request", "true");
    assertThat(server.text("/connections", "HX-Request", "true")).isEqualTo(first);
    assertThat(server.viewReads.get() - before).isEqualTo(1);
    assertThat(server.text("/connections?of=others", "HX-Request", "true")).isEqualTo(first);
    assertThat(server.viewReads.get() - before).isEqualTo(2);

    server.connections.set(List.of());
    server.notices.tell(new ViewChanges.Notice.Touched());

    assertThat(server.text("/connections", "HX-Request", "true")).contains("No bank yet");
  }

  @Test
  void connectionsSayHowTheyStandAndHowEventsCome() throws IOException {
    assertThat(server.text("/connections"))
        .contains("The callback works", "118 pushed, 2 fetched by 3 polls")
        .contains("The last poll failed: it said &lt;b&gt;no&lt;/b&gt;")
        .contains("id=\"renew-localhost-8083\"", "action=\"/connections/localhost-8081/revoke\"");
    assertThat(server.text("/connections", "HX-Request", "true")).doesNotContain("<html");
    JsonNode first = json("/api/connections").at("/connections/0");
    assertThat(first.at("/events/channel").asText()).isEqualTo("PUSH");
    assertThat(first.get("consentId").asText()).isEqualTo("consent-of-localhost-8081");
  }

  @Test
  void callsAreSetBesidePollingInATableThatNeedsNoScript() {
    String page = server.text("/meter");

    assertThat(page)
        .contains("118 changes, 120 calls: 576 times fewer than asking every 5 seconds.")
        .contains("A change shows here after 64 ms; asking every 15 minutes, after 7.5 min.")
        .contains("<td class=\"number\">69,120</td>", "<td class=\"number\">62 MB</td>")
        .contains("<td class=\"number\">3.0 h</td>", "4 times a day")
        .contains("<th scope=\"row\">Alder Bank</th><td class=\"number\">91</td>")
        .contains("data-lines=\"0,1,2,3,5", "Every minute 5,760");
    assertThat(server.text("/meter", "HX-Request", "true"))
        .contains("id=\"cost-EVENTS\"")
        .doesNotContain("<html");
    server.meter.set(SampleViews.UNUSED_METER);
    assertThat(server.text("/meter")).contains("Nothing has changed", "No bank was called yet");
  }

  @Test
  void whateverIsToldOrAskedForIsEscaped() {
    server.stored.told(
        "A1",
        transaction(
            "A1",
            "T\"'><script>",
            NOW,
            HOSTILE,
            "-5.00",
            Map.of("MerchantDetails", Map.of("MerchantName", HOSTILE))));
    for (int months = 0; months < 6; months++) {
      server.stored.told(
          "A1",
          transaction(
              "A1",
              "R" + months,
              NOW.minus(Duration.ofDays(30L * months)),
              HOSTILE + " insurance",
              "-9.00",
              Map.of()));
    }
    String asked = "%3Cscript%3Ealert(1)%3C/script%3E%22%20onfocus=%22z";

    for (String path :
        List.of(
            "/transactions",
            "/insights",
            "/transactions?q=" + asked,
            "/transactions?account=" + asked,
            "/transactions?from=" + asked,
            "/transactions?category=" + asked)) {
      assertThat(server.text(path))
          .as(path)
          .doesNotContain("<script>", "alert(1)</script", " onfocus=\"z", "\" onload=\"y", "T\"'>");
    }
    assertThat(server.text("/insights")).contains("&lt;script&gt;alert(");
  }

  @Test
  void aPageThatPointedItsNameAtUsReadsNothing() {
    for (String path :
        List.of(
            "/transactions",
            "/insights",
            "/api/transactions",
            "/api/insights",
            "/api/net-worth",
            "/meter",
            "/api/meter/history",
            "/parts/net-worth")) {
      try (Response response = server.get(path, "Host", "attacker.example:8080")) {
        assertThat(response.code()).as(path).isEqualTo(421);
      }
    }
  }

  private JsonNode json(String path) throws IOException {
    return OpenBankingJson.readTree(server.text(path));
  }
}
