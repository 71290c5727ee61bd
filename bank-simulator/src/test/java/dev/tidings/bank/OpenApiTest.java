package dev.tidings.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank's own document says what it serves: everything, nothing else, and as it is. */
class OpenApiTest {

  /** Files that pages load; described by the pages that need them. */
  private static final Pattern PAGE_FILE =
      Pattern.compile("GET /(console|docs)/[a-z-]+\\.(css|js|svg)");

  /** With all that a subscription can ask for beyond the standard. */
  private static final String EXTENDED =
      """
      {"Data":{"Version":"4.0","Tidings":{"Content":"Balances","Thresholds":{
        "MovedAtLeast":[{"Amount":"50.00","Currency":"GBP"}],
        "Crossed":[{"Amount":{"Amount":"0.00","Currency":"GBP"},"CreditDebitIndicator":"Credit"}]
      }}}}\
      """;

  @TempDir static Path data;

  @SuppressWarnings("NullAway.Init") // by JUnit, before any test
  private static WholeBank bank;

  @SuppressWarnings("NullAway.Init")
  private static OurContract contract;

  @BeforeAll
  static void start() {
    bank = new WholeBank(data, null, InstantSource.system());
    contract = new OurContract(bank.get("/openapi.yaml", Map.of()).body());
  }

  @AfterAll
  static void stop() {
    bank.close();
  }

  @Test
  void noRouteIsUndocumentedAndNoPathUnserved() {
    Set<String> undocumented = new TreeSet<>(bank.routes());
    undocumented.removeIf(route -> PAGE_FILE.matcher(route).matches());
    Set<String> unserved = contract.operations();
    Set<String> documented = new TreeSet<>(unserved);
    unserved.removeAll(undocumented);
    undocumented.removeAll(documented);
    assertThat(undocumented.isEmpty() && unserved.isEmpty())
        .as(
            "resources/openapi/*.paths.yaml must have what the bank serves.%n"
                + "Served but not described:%n  %s%nDescribed but not served:%n  %s",
            String.join("\n  ", undocumented), String.join("\n  ", unserved))
        .isTrue();
  }

  @Test
  void itIsValidOpenApi31() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    var parsed =
        new OpenAPIV3Parser().readContents(OurContract.json(contract.document()), null, options);
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1.");
    assertThat(parsed.getOpenAPI().getPaths()).hasSize(contract.document().path("paths").size());
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryOperationHasItsOwnId() {
    for (String reference : contract.document().findValuesAsText("$ref")) {
      assertThat(contract.document().at(reference.substring(1)).isMissingNode())
          .as(reference)
          .isFalse();
    }
    List<String> ids = contract.document().path("paths").findValuesAsText("operationId");
    assertThat(ids).doesNotHaveDuplicates().hasSize(contract.operations().size());
  }

  @Test
  void accountInformationIsAsDescribed() {
    String token = bank.customerToken();
    String basic = bank.customerToken("amelia", List.of("ReadAccountsBasic"));
    String statement = statementId(token);
    for (String operation : contract.operations()) {
      if (operation.startsWith("GET " + WholeBank.AISP) && !operation.contains("{ConsentId}")) {
        String path =
            operation
                .substring("GET ".length())
                .replace("{AccountId}", bank.accountId())
                .replace("{StatementId}", statement);
        judge(operation, 200, bank.get(path, token));
        HttpResponse<String> limited = bank.get(path, basic);
        judge(operation, limited.statusCode(), limited);
        judge(operation, 401, bank.get(path, "nobody"));
        judge(operation, 406, getAccepting(path, token, "text/html"));
        judge(operation, 304, getIfNoneMatch(path, token));
        if (operation.contains("{AccountId}")) {
          judge(operation, 400, bank.get(path.replace(bank.accountId(), "none"), token));
        }
      }
    }
  }

  @Test
  void consentsAndEventsAreAsDescribed() throws IOException {
    String token = bank.clientToken();
    Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
    String consents = WholeBank.AISP + "/account-access-consents";
    HttpResponse<String> consent =
        bank.postJson(
            consents, headers, "{\"Data\":{\"Permissions\":[\"ReadAccountsBasic\"]},\"Risk\":{}}");
    judge("POST " + consents, 201, consent);
    judge("POST " + consents, 400, bank.postJson(consents, headers, "{}"));
    String consentId = OpenBankingJson.readTree(consent.body()).at("/Data/ConsentId").textValue();
    judge("GET " + consents + "/{ConsentId}", 200, bank.get(consents + "/" + consentId, token));
    String subscriptions = "/open-banking/v4.0/event-subscriptions";
    String wanted =
        "{\"Data\":{\"CallbackUrl\":\"http://localhost:9/open-banking/v4.0/event-notifications\","
            + "\"Version\":\"4.0\"}}";
    judge("POST " + subscriptions, 201, bank.postJson(subscriptions, headers, wanted));
    judge("POST " + subscriptions, 409, bank.postJson(subscriptions, headers, wanted));
    judge("POST " + subscriptions, 400, bank.postJson(subscriptions, headers, "{}"));
    judge("GET " + subscriptions, 200, bank.get(subscriptions, token));
    judge("GET " + subscriptions, 401, bank.get(subscriptions, "nobody"));
    judge("POST " + subscriptions, 201, bank.postJson(subscriptions, anothers(), EXTENDED));
    String events = "/open-banking/v4.0/events";
    judge("POST " + events, 200, bank.postJson(events, headers, "{\"returnImmediately\":true}"));
    judge("POST " + events, 400, bank.postJson(events, headers, "{\"maxEvents\":-1}"));
  }

  @Test
  void whatRunsTheSimulatorIsAsDescribed() {
    String account = bank.accountId();
    String post = "/sandbox/accounts/" + account + "/transactions";
    judge(
        "POST /sandbox/accounts/{AccountId}/transactions",
        201,
        bank.postJson(
            post,
            Map.of(),
            "{\"amount\":\"12.40\",\"currency\":\""
                + currencyOf(account)
                + "\",\"creditDebitIndicator\":\"Debit\",\"description\":\"Coffee\"}"));
    judge(
        "POST /sandbox/accounts/{AccountId}/transactions",
        400,
        bank.postJson(post, Map.of(), "{}"));
    judge(
        "POST /sandbox/tokens",
        201,
        bank.postJson(
            "/sandbox/tokens",
            Map.of(),
            "{\"customer\":\"amelia\",\"permissions\":[\"ReadAccountsBasic\"]}"));
    for (String operation : contract.operations()) {
      String path = operation.replaceFirst("^GET ", "").replace("{customerId}", "amelia");
      if (!path.contains(" ") && !path.contains("{") && !path.startsWith(WholeBank.AISP)) {
        HttpResponse<String> answer = bank.get(path, Map.of());
        judge(operation, answer.statusCode(), answer);
      }
    }
    judge("POST /register", 201, bank.postJson("/register", Map.of(), WholeBank.registration()));
    judge("POST /register", 400, bank.postJson("/register", Map.of(), "{}"));
  }

  @Test
  void thePageLoadsNothingFromElsewhere() {
    HttpResponse<String> page = bank.get("/docs", Map.of());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("http:", "https:", "//");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .doesNotContain("unsafe", "http");
    for (String file : List.of("swagger-ui-bundle.js", "swagger-ui.css", "docs.js", "docs.css")) {
      HttpResponse<String> answer = bank.get("/docs/" + file, Map.of());
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(page.body()).contains("/docs/" + file);
    }
  }

  /** As which another TPP calls. */
  private static Map<String, String> anothers() {
    WholeTpp another =
        new WholeTpp(new OkHttpClient(), bank.issuer, InstantSource.system(), Map.of());
    return WholeTpp.bearer(another.clientToken(bank.issuer, Map.of()));
  }

  private String currencyOf(String account) {
    for (JsonNode found :
        WholeBank.json(bank.get("/sandbox/accounts", Map.of()), 200).path("accounts")) {
      if (found.path("accountId").asText().equals(account)) {
        return found.path("currency").asText();
      }
    }
    throw new IllegalStateException(account + " is not there");
  }

  private static String statementId(String token) {
    JsonNode statements =
        WholeBank.json(
            bank.get(WholeBank.AISP + "/accounts/" + bank.accountId() + "/statements", token), 200);
    return statements.at("/Data/Statement/0/StatementId").textValue();
  }

  private static HttpResponse<String> getAccepting(String path, String token, String type) {
    return bank.get(path, Map.of("Authorization", "Bearer " + token, "Accept", type));
  }

  private static HttpResponse<String> getIfNoneMatch(String path, String token) {
    return bank.get(path, Map.of("Authorization", "Bearer " + token, "If-None-Match", "*"));
  }

  private static void judge(String operation, int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(operation + " " + answer.body()).isEqualTo(status);
    contract.assertValid(
        operation, status, answer.headers().firstValue("Content-Type").orElse(""), answer.body());
  }
}
