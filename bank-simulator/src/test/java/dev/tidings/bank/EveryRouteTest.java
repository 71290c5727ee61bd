package dev.tidings.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route of a whole bank, with every wrong token that can be had: nobody reads anything. */
class EveryRouteTest {

  private static final int REQUESTS_MIN = 450;
  private static final String CONSENTS = "/account-access-consents";
  private static final List<String> EVERYTHING = WholeBank.EVERY_DATA_PERMISSION;
  private static final Set<String> OPEN =
      Set.of(
          "GET /authorize",
          "GET /jwks",
          "GET /metrics",
          "POST /register",
          "POST /par",
          "POST /token",
          "POST /introspect",
          "POST /revoke");

  @TempDir private Path data;

  private final SettableClock clock = new SettableClock();
  private final List<String> faults = new ArrayList<>();
  private int asked;
  private WholeBank bank;
  private WholeTpp tpp;
  private String account = "";
  private String ownToken = "";
  private String consentId = "";

  @BeforeEach
  void start() {
    open(config -> config);
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void nobodyReadsAnythingWithTheWrongToken() {
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("garbage", "garbage");
    String expired = customers(consent(), List.of());
    String clientExpired = own(tpp);
    clock.advance(Duration.ofMinutes(11));
    ownToken = own(tpp);
    wrong.put("expired", expired);
    wrong.put("expired, the TPP's own", clientExpired);
    String ended = customers(consent(), List.of());
    tpp.form(bank.issuer + "/revoke", Map.of(), Map.of("token", ended));
    wrong.put("revoked by the TPP", ended);
    wrong.put("from before a revocation", superseded());
    JsonNode tokens =
        tpp.redeem(
            bank.issuer, Map.of(), tpp.code("amelia", "openid accounts", consent(), List.of()));
    wrong.put("refresh token", tokens.path("refresh_token").asText());
    wrong.put("ID token", tokens.path("id_token").asText());
    wrong.put("code", tpp.code("amelia", "accounts", consent(), List.of()));
    wrong.put("management token", tpp.managementToken);
    wrong.put("bound, as bearer", bound());
    wrong.forEach((what, token) -> walk(what, token, Set.of(401), route -> true));
    walk("none", "", Set.of(401), route -> true);

    String good = tokens.path("access_token").asText();
    walk("the TPP's own", ownToken, Set.of(403), Predicate.not(EveryRouteTest::isOwn));
    walk("a customer's", good, Set.of(403), EveryRouteTest::isOwn);
    String identity =
        tpp.redeem(bank.issuer, Map.of(), tpp.code("amelia", "openid", null, List.of()))
            .path("access_token")
            .asText();
    walk("who only", identity, Set.of(403), route -> !route.endsWith("/userinfo"));
    String revoked = customers(consentId, List.of());
    bank.postJson("/sandbox/consents/" + consentId + "/revoke", Map.of(), "{}");
    walk("of a revoked consent", revoked, Set.of(403), route -> true);
    assertThat(faults).isEmpty();
    assertThat(asked).isGreaterThan(REQUESTS_MIN);
    assertThat(status("GET", "/userinfo", good)).isEqualTo(200);
    assertThat(status("GET", WholeBank.AISP + "/accounts/" + account, good)).isEqualTo(200);
  }

  @Test
  void nobodyReadsAnothersAccountsThroughAnyRoute() {
    String other = account("amelia", 1);
    Map<String, String> tokens =
        Map.of(
            "another customer's",
            tpp.redeem(bank.issuer, Map.of(), tpp.code("noah", "accounts", consent(), List.of()))
                .path("access_token")
                .asText(),
            "another account's",
            customers(consent(), List.of(other)));
    tokens.forEach((what, token) -> {
      walk(what, token, Set.of(403), route -> route.contains("{AccountId}") && !isOwn(route));
      for (String route : bank.routes()) {
        if (route.startsWith("GET " + WholeBank.AISP) && !route.contains("{")) {
          String body = body(route.substring(4), token);
          if (body.contains(account)) {
            faults.add(what + " reads " + account + " by " + route);
          }
        }
      }
    });
    WholeTpp stranger = tpp();
    String strangers = own(stranger);
    for (String method : List.of("GET", "DELETE")) {
      String path = WholeBank.AISP + CONSENTS + "/" + consentId;
      assertThat(status(method, path, strangers)).isEqualTo(403);
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aStrictBankTakesNoReadyToken() {
    String ready = bank.customerToken();
    assertThat(status("GET", WholeBank.AISP + "/accounts", ready)).isEqualTo(200);
    bank.close();
    open(WholeBank::strict);
    walk("a ready token at a strict bank", ready, Set.of(401), route -> true);
    assertThat(faults).isEmpty();
    assertThat(
            bank.postJson(
                    "/sandbox/tokens",
                    Map.of(),
                    "{\"customer\":\"amelia\",\"permissions\":[\"ReadAccountsBasic\"]}")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void withTheClientEverythingOfItsGoes() {
    String customers = customers(consent(), List.of());
    assertThat(status("GET", "/register/" + tpp.clientId, tpp.managementToken)).isEqualTo(200);
    assertThat(status("DELETE", "/register/" + tpp.clientId, tpp.managementToken)).isEqualTo(204);
    walk("of a client that is gone", customers, Set.of(401), route -> true);
    walk("of a client that is gone", ownToken, Set.of(401), route -> true);
    assertThat(status("GET", "/register/" + tpp.clientId, tpp.managementToken)).isEqualTo(401);
    assertThat(faults).isEmpty();
  }

  /** What needs no token, because it has other guards or gives nothing away. */
  private static boolean isOpen(String route) {
    return route.contains(" /sandbox")
        || route.contains(" /console")
        || route.contains(" /.well-known/")
        || route.contains(" /docs")
        || route.endsWith(" /openapi.yaml")
        || OPEN.contains(route);
  }

  private static boolean isManagement(String route) {
    return route.contains(" /register/");
  }

  /** What a TPP does for itself, with a token of its own. */
  private static boolean isOwn(String route) {
    return route.contains(CONSENTS)
        || route.contains("/event-subscriptions")
        || route.endsWith("/v4.0/events")
        || route.contains(" /ssf/");
  }

  private void open(UnaryOperator<BankConfig> change) {
    bank = new WholeBank(data, null, clock, change);
    account = account("amelia", 0);
    tpp = tpp();
    ownToken = own(tpp);
    consentId = consent();
  }

  private WholeTpp tpp() {
    return new WholeTpp(new OkHttpClient(), bank.issuer, clock, Map.of());
  }

  private String own(WholeTpp who) {
    return who.clientToken(bank.issuer, Map.of());
  }

  private String consent() {
    return tpp.consent(bank.issuer, WholeTpp.bearer(ownToken), EVERYTHING);
  }

  private String customers(String consent, List<String> accounts) {
    return tpp.redeem(bank.issuer, Map.of(), tpp.code("amelia", "accounts", consent, accounts))
        .path("access_token")
        .asText();
  }

  private String superseded() {
    String consent = consent();
    String old = customers(consent, List.of());
    bank.postJson("/sandbox/consents/" + consent + "/revoke", Map.of(), "{}");
    customers(consent, List.of());
    return old;
  }

  private String bound() {
    Map<String, String> proof = Map.of("DPoP", tpp.proof("POST", bank.issuer + "/token"));
    String code = tpp.code("amelia", "openid accounts", consent(), List.of());
    return tpp.redeem(bank.issuer, proof, code).path("access_token").asText();
  }

  /** Every guarded route, with this token; what is answered otherwise is a fault. */
  private void walk(String what, String token, Set<Integer> expected, Predicate<String> only) {
    for (String route : bank.routes()) {
      if (isOpen(route) || (isManagement(route) && token.equals(tpp.managementToken))) {
        continue;
      }
      if (!only.test(route) && !isManagement(route)) {
        continue;
      }
      asked++;
      String[] parts = route.split(" ", 2);
      int status = status(parts[0], path(parts[1]), token);
      Set<Integer> right = isManagement(route) ? Set.of(401) : expected;
      if (!right.contains(status)) {
        faults.add(what + ": " + route + " answers " + status);
      }
    }
  }

  private String path(String template) {
    return template
        .replace("{AccountId}", account)
        .replace("{ConsentId}", consentId)
        .replace("{client_id}", tpp.clientId)
        .replaceAll("\\{[^}]+}", "unknown");
  }

  private int status(String method, String path, String token) {
    try (Response response = send(method, path, token)) {
      return response.code();
    }
  }

  private String body(String path, String token) {
    try (Response response = send("GET", path, token)) {
      return response.body().string();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response send(String method, String path, String token) {
    Map<String, String> headers = token.isEmpty() ? Map.of() : WholeTpp.bearer(token);
    boolean withBody = Set.of("POST", "PUT", "PATCH").contains(method);
    return tpp.send(
        method,
        bank.issuer + path,
        headers,
        withBody ? RequestBody.create("{}", MediaType.get("application/json")) : null);
  }

  private String account(String customer, int index) {
    try {
      JsonNode all = OpenBankingJson.readTree(bank.get("/sandbox/customers", Map.of()).body());
      for (JsonNode one : all.path("customers")) {
        if (one.path("username").asText().equals(customer)) {
          return one.path("accountIds").path(index).asText();
        }
      }
      throw new IllegalStateException(customer + " does not bank here");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
