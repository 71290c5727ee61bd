package dev.tidings.bank.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tidings.bank.persistence.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Pushed authorization requests, and who tries to use them otherwise. Source: RFC 9126. */
class PushedRequestTest {

  private TestBank bank;
  private TestTpp fapi;
  private TestTpp plain;

  @BeforeEach
  void start() {
    bank = new TestBank(TestDatabase.inMemory());
    fapi = TestTpp.fapi(bank);
    plain = new TestTpp(bank, "Plain Money");
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void aPlainClientMayPushAndThePageNeedsNothingButTheAddress() {
    HttpResponse<String> pushed = push(plain, plain.authorizationParameters(consent()));
    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(TestTpp.json(pushed).path("expires_in").asInt()).isBetween(5, 599);
    Map<String, List<String>> back = plain.approved("amelia", url(plain, pushed));
    assertThat(back).containsKeys("code", "iss", "state");
    assertThat(
            plain
                .token(plain.codeGrant(back.getOrDefault("code", List.of("")).getFirst()))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRequestIsDecidedOnce() {
    String url = url(plain, push(plain, plain.authorizationParameters(consent())));
    assertThat(plain.approved("amelia", url)).containsKey("code");
    assertThat(plain.approved("amelia", url).get("error")).containsExactly("invalid_request_uri");
  }

  @Test
  void aRequestExpiresUnopenedSoonAndOpenedLater() {
    String unopened = url(plain, push(plain, plain.authorizationParameters(consent())));
    String opened = url(plain, push(plain, plain.authorizationParameters(consent())));
    bank.clock.advance(PushedRequests.LIFE.minusSeconds(1));
    assertThat(bank.get(opened).statusCode()).isEqualTo(200);
    bank.clock.advance(Duration.ofSeconds(1));
    assertThat(plain.approved("amelia", unopened).get("error"))
        .containsExactly("invalid_request_uri");
    assertThat(plain.approved("amelia", opened)).containsKey("code");
  }

  @Test
  void aRequestIsItsClientsOnly() {
    HttpResponse<String> pushed = push(plain, plain.authorizationParameters(consent()));
    HttpResponse<String> stolen = bank.get(url(fapi, pushed));
    assertThat(stolen.statusCode()).isEqualTo(400);
    assertThat(stolen.headers().firstValue("Location")).isEmpty();
    assertThat(bank.get(plain.urlOf(PushedRequests.URI_PREFIX + "x")).statusCode()).isEqualTo(400);
  }

  @Test
  void whatTheBrowserAddsToAPushedRequestCountsForNothing() {
    String url = url(plain, push(plain, plain.authorizationParameters(consent())));
    Map<String, List<String>> back =
        plain.approved(
            "amelia", url + "&state=other&redirect_uri=https%3A%2F%2Fevil.example&scope=x");
    assertThat(back.get("state")).containsExactly("the state");
  }

  @Test
  void aFapiClientCannotDoWithoutPushing() {
    String consentId = bank.consentFor(fapi.clientId);
    assertThat(fapi.approvedBy("amelia", consentId).get("error"))
        .containsExactly("invalid_request");
  }

  @Test
  void aCodeIsBoundToTheKeyThatPushedOrThatTheRequestNames() {
    TestProofs proofs = new TestProofs(bank);
    TestProofs thief = new TestProofs(bank);
    String code = code(fapi.pushedUrl(fapi.authorizationParameters(fapiConsent()), proofs));
    thief.nonce = proofs.nonce;
    assertThat(fapi.token(fapi.codeGrant(code), "DPoP", thief.forPost("/token")).body())
        .contains("invalid_grant");

    Map<String, String> named = fapi.authorizationParameters(fapiConsent());
    named.put("dpop_jkt", proofs.jkt());
    String second = code(url(fapi, fapi.post("/par", named)));
    assertThat(fapi.token(fapi.codeGrant(second), "DPoP", thief.forPost("/token")).body())
        .contains("invalid_grant");
    String third = code(url(fapi, fapi.post("/par", bound(proofs))));
    assertThat(fapi.token(fapi.codeGrant(third), "DPoP", proofs.forPost("/token")).statusCode())
        .isEqualTo(200);
  }

  @TestFactory
  Stream<DynamicTest> badRequestsCannotBePushed() {
    Map<String, String[]> changes = new LinkedHashMap<>();
    changes.put("request_uri", new String[] {"request_uri", "urn:x", "invalid_request"});
    changes.put("request", new String[] {"request", "e30.e30.", "request_not_supported"});
    changes.put("no PKCE", new String[] {"code_challenge", "", "invalid_request"});
    changes.put("plain PKCE", new String[] {"code_challenge_method", "plain", "invalid_request"});
    changes.put("token", new String[] {"response_type", "token", "unsupported_response_type"});
    changes.put("no type", new String[] {"response_type", "", "invalid_request"});
    changes.put("fragment", new String[] {"response_mode", "fragment", "invalid_request"});
    changes.put("scope", new String[] {"scope", "payments", "invalid_scope"});
    changes.put("unregistered scope", new String[] {"scope", "openid", "invalid_scope"});
    changes.put("no redirect_uri", new String[] {"redirect_uri", "", "invalid_request"});
    changes.put(
        "redirect_uri altered by one character",
        new String[] {"redirect_uri", TestTpp.REDIRECT_URI + "/", "invalid_request"});
    changes.put("no consent", new String[] {"claims", "", "invalid_request"});
    changes.put("claims", new String[] {"claims", "{", "invalid_request"});
    changes.put("dpop_jkt", new String[] {"dpop_jkt", "x", "invalid_request"});
    changes.put("another client_id", new String[] {"client_id", "tpp-x", "invalid_client"});
    changes.put(
        "details",
        new String[] {
          "authorization_details", "[{\"type\":\"payment\"}]", "invalid_authorization_details"
        });
    changes.put("prompt", new String[] {"prompt", "none login", "invalid_request"});
    changes.put("too long", new String[] {"state", "x".repeat(3_000), "invalid_request"});
    String consentId = consent();
    return changes.entrySet().stream()
        .map(change ->
            dynamicTest(
                change.getKey(),
                () -> {
                  Map<String, String> parameters = plain.authorizationParameters(consentId);
                  parameters.put(change.getValue()[0], change.getValue()[1]);
                  parameters.values().removeIf(String::isEmpty);
                  HttpResponse<String> answer = push(plain, parameters);
                  assertThat(answer.body()).contains("\"error\":\"" + change.getValue()[2] + "\"");
                  assertThat(answer.statusCode()).isBetween(400, 401);
                }));
  }

  @Test
  void withoutAuthenticationNothingIsPushed() {
    assertThat(bank.postForm("/par", plain.authorizationParameters(consent())).body())
        .contains("invalid_client");
  }

  private Map<String, String> bound(TestProofs proofs) {
    Map<String, String> named = fapi.authorizationParameters(fapiConsent());
    named.put("dpop_jkt", proofs.jkt());
    return named;
  }

  private String code(String url) {
    return fapi.approved("amelia", url).getOrDefault("code", List.of("")).getFirst();
  }

  private String consent() {
    return bank.consentFor(plain.clientId);
  }

  private String fapiConsent() {
    return bank.consentFor(fapi.clientId);
  }

  private static HttpResponse<String> push(TestTpp tpp, Map<String, String> parameters) {
    return tpp.post("/par", parameters);
  }

  private static String url(TestTpp tpp, HttpResponse<String> pushed) {
    return tpp.urlOf(TestTpp.json(pushed).path("request_uri").asText());
  }
}
