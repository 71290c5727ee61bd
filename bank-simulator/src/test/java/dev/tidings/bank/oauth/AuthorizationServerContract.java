package dev.tidings.bank.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.persistence.Database;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The authorization server over HTTP, on every database. */
abstract class AuthorizationServerContract {

  private static final Map<String, String> CLIENT_CREDENTIALS =
      Map.of("grant_type", "client_credentials", "scope", "accounts");

  private TestBank bank;
  private TestTpp tpp;

  abstract Database open(Path folder);

  @BeforeEach
  void start(@TempDir Path folder) {
    bank = new TestBank(open(folder));
    tpp = new TestTpp(bank, "Lantern Money");
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void bothDiscoveryAddressesServeOneDocument() {
    String openid = bank.get("/.well-known/openid-configuration").body();
    assertThat(bank.get("/.well-known/oauth-authorization-server").body()).isEqualTo(openid);
    assertThat(openid)
        .contains("\"issuer\":\"" + bank.issuer.replace("/", "\\/"))
        .contains("authorization_response_iss_parameter_supported\":true", "S256", "PS256");
    assertThat(bank.get("/jwks").body()).contains("\"kid\"").doesNotContain("\"d\"");
  }

  @Test
  void aCodeBecomesTokensThatReadUntilTheyExpireAndARefreshTokenThatLivesOn() {
    String consentId = bank.consentFor(tpp.clientId);
    Map<String, List<String>> back = tpp.approvedBy("amelia", consentId);
    assertThat(back.get("state")).containsExactly("the state");
    assertThat(back.get("iss")).containsExactly(bank.issuer);

    HttpResponse<String> answer =
        tpp.token(tpp.codeGrant(back.getOrDefault("code", List.of("")).getFirst()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    JsonNode tokens = TestTpp.json(answer);
    assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(tokens.path("expires_in").asInt()).isEqualTo(600);
    assertThat(guarded(tokens).body()).isEqualTo("acc-1,acc-2");

    bank.clock.advance(Duration.ofMinutes(10));
    assertThat(guarded(tokens).statusCode()).isEqualTo(401);
    HttpResponse<String> refreshed = refresh(tokens);
    assertThat(guarded(TestTpp.json(refreshed)).statusCode()).isEqualTo(200);
    assertThat(TestTpp.json(refreshed).has("refresh_token")).isFalse();
  }

  @Test
  void withTheConsentItsTokensDieAndANewAuthorisationDoesNotReviveTheRefreshToken() {
    String consentId = bank.consentFor(tpp.clientId);
    JsonNode tokens = TestTpp.json(tpp.token(tpp.codeGrant(tpp.codeFor(consentId))));
    bank.revoke(consentId);

    assertThat(guarded(tokens).statusCode()).isEqualTo(403);
    assertThat(guarded(tokens).body()).contains("U009");
    assertRefused(refresh(tokens), 400, "invalid_grant");

    tpp.codeFor(consentId);
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.AUTH);
    assertRefused(refresh(tokens), 400, "invalid_grant");
    assertThat(guarded(tokens).statusCode()).isEqualTo(401);
    assertThat(challenge(guarded(tokens))).contains("invalid_token");
  }

  @Test
  void aFapiClientPushesItsRequestAndProvesItsKeyAtEachStep() {
    TestTpp fapi = TestTpp.fapi(bank);
    TestProofs proofs = new TestProofs(bank);
    String consentId = bank.consentFor(fapi.clientId);
    String url = fapi.pushedUrl(fapi.authorizationParameters(consentId), proofs);
    String code = fapi.approved("amelia", url).getOrDefault("code", List.of("")).getFirst();
    HttpResponse<String> answer =
        fapi.token(fapi.codeGrant(code), "DPoP", proofs.forPost("/token"));
    JsonNode tokens = TestTpp.json(answer);
    assertThat(tokens.path("token_type").asText()).as(answer.body()).isEqualTo("DPoP");
    assertThat(tokens.at("/authorization_details/0/consent_id").asText()).isEqualTo(consentId);

    String access = tokens.path("access_token").asText();
    assertThat(bank.get("/guarded", proofs.headers("GET", "/guarded", access)).body())
        .isEqualTo("acc-1,acc-2");
    HttpResponse<String> stolen = bank.get("/guarded", "Authorization", "Bearer " + access);
    assertThat(stolen.statusCode()).isEqualTo(401);
    assertThat(challenge(stolen)).startsWith("DPoP error=\"invalid_token\"");

    TestProofs other = new TestProofs(bank);
    other.nonce = proofs.nonce;
    HttpResponse<String> refreshed =
        fapi.token(refreshGrant(tokens), "DPoP", other.forPost("/token"));
    String fresh = TestTpp.json(refreshed).path("access_token").asText();
    assertThat(bank.get("/guarded", other.headers("GET", "/guarded", fresh)).statusCode())
        .isEqualTo(200);
    assertThat(bank.get("/guarded", proofs.headers("GET", "/guarded", fresh)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aClientsOwnTokenReadsNoCustomersData() {
    HttpResponse<String> answer = tpp.token(CLIENT_CREDENTIALS);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(guarded(TestTpp.json(answer)).statusCode()).isEqualTo(403);
  }

  @Test
  void withoutAGoodBearerTokenTheAnswerIs401WithoutABody() {
    for (String header : List.of("Bearer", "Basic YTpi", "bearer a b", "DPoP")) {
      HttpResponse<String> answer = bank.get("/guarded", "Authorization", header);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .containsExactly("DPoP algs=\"PS256 ES256 EdDSA Ed25519\"", "Bearer");
    }
    assertThat(bank.get("/guarded").statusCode()).isEqualTo(401);
    assertThat(challenge(bank.get("/guarded", "Authorization", "Bearer nonsense")))
        .startsWith("Bearer error=\"invalid_token\"");
    assertThat(challenge(bank.get("/guarded", "Authorization", "DPoP nonsense")))
        .startsWith("DPoP error=\"invalid_token\"");
  }

  @Test
  void theSecondUseOfACodeTakesTheTokensOfTheFirstBack() {
    String code = tpp.codeFor(bank.consentFor(tpp.clientId));
    JsonNode tokens = TestTpp.json(tpp.token(tpp.codeGrant(code)));
    assertThat(guarded(tokens).statusCode()).isEqualTo(200);
    JsonNode refreshed = TestTpp.json(refresh(tokens));
    assertThat(guarded(refreshed).statusCode()).isEqualTo(200);

    assertRefused(tpp.token(tpp.codeGrant(code)), 400, "invalid_grant");
    assertThat(guarded(refreshed).statusCode()).isEqualTo(401);
    assertThat(guarded(tokens).statusCode()).isEqualTo(401);
    assertRefused(refresh(tokens), 400, "invalid_grant");
  }

  @Test
  void ofManyWhoPresentOneCodeOrOneAssertionAtOneTimeOneIsServed() throws Exception {
    String assertion = tpp.assertion();
    assertThat(served(() -> tpp.token(CLIENT_CREDENTIALS, assertion))).isEqualTo(1);
    String code = tpp.codeFor(bank.consentFor(tpp.clientId));
    assertThat(served(() -> tpp.token(tpp.codeGrant(code)))).isEqualTo(1);
  }

  @Test
  void anAssertionServesOnce() {
    String assertion = tpp.assertion();
    assertThat(tpp.token(CLIENT_CREDENTIALS, assertion).statusCode()).isEqualTo(200);
    assertRefused(tpp.token(CLIENT_CREDENTIALS, assertion), 401, "invalid_client");
  }

  @Test
  void aLittleAheadOfTimeIsTolerated() {
    Date ahead = Date.from(bank.clock.instant().plusSeconds(10));
    String assertion = tpp.assertion(claims -> claims.issueTime(ahead).notBeforeTime(ahead));
    assertThat(tpp.token(CLIENT_CREDENTIALS, assertion).statusCode()).isEqualTo(200);
  }

  @TestFactory
  Stream<DynamicTest> badAssertionsAreRefused() throws JOSEException {
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("alg none", new PlainJWT(tpp.claims().build()).serialize());
    bad.put("RS256", tpp.assertion(JWSAlgorithm.RS256, claims -> claims));
    bad.put("PS512", tpp.assertion(JWSAlgorithm.PS512, claims -> claims));
    bad.put(
        "HS256 with the public key",
        tpp.sign(
            JWSAlgorithm.HS256,
            new MACSigner(TestTpp.KEY.jwk().toRSAPublicKey().getEncoded()),
            claims -> claims));
    bad.put(
        "another key",
        tpp.sign(
            JWSAlgorithm.PS256, new RSASSASigner(SigningKey.generate().jwk()), claims -> claims));
    bad.put("another aud", tpp.assertion(claims -> claims.audience("https://other.example")));
    bad.put("token endpoint as aud", tpp.assertion(c -> c.audience(bank.issuer + "/token")));
    bad.put("aud as an array", tpp.assertion(c -> c.claim("aud", List.of(bank.issuer, "x"))));
    bad.put("no exp", tpp.assertion(claims -> claims.expirationTime(null)));
    bad.put("expired", tpp.assertion(c -> c.expirationTime(in(Duration.ZERO))));
    bad.put("exp far away", tpp.assertion(c -> c.expirationTime(in(Duration.ofHours(2)))));
    bad.put("iat ahead", tpp.assertion(c -> c.issueTime(in(Duration.ofSeconds(11)))));
    bad.put("nbf ahead", tpp.assertion(c -> c.notBeforeTime(in(Duration.ofSeconds(11)))));
    bad.put("no jti", tpp.assertion(claims -> claims.jwtID(null)));
    bad.put("another iss", tpp.assertion(claims -> claims.issuer("tpp-other")));
    bad.put("unknown client", tpp.assertion(c -> c.issuer("tpp-x").subject("tpp-x")));
    bad.put("the sandbox's client", tpp.assertion(c -> c.issuer("sandbox").subject("sandbox")));
    bad.put("cut short", tpp.assertion().substring(0, 100));
    return bad.entrySet().stream()
        .map(attack ->
            dynamicTest(
                attack.getKey(),
                () ->
                    assertRefused(
                        tpp.token(CLIENT_CREDENTIALS, attack.getValue()), 401, "invalid_client")));
  }

  @TestFactory
  Stream<DynamicTest> badCodeGrantsAreRefused() {
    Map<String, Map<String, String>> changes = new LinkedHashMap<>();
    changes.put("no verifier", Map.of("code_verifier", ""));
    changes.put("another verifier", Map.of("code_verifier", "x".repeat(43)));
    changes.put("another redirect_uri", Map.of("redirect_uri", "https://tpp.example/callback2"));
    changes.put("no redirect_uri", Map.of("redirect_uri", ""));
    changes.put("another code", Map.of("code", "nonsense"));
    return changes.entrySet().stream()
        .map(change ->
            dynamicTest(
                change.getKey(),
                () -> {
                  String code = tpp.codeFor(bank.consentFor(tpp.clientId));
                  Map<String, String> grant = tpp.codeGrant(code);
                  grant.putAll(change.getValue());
                  grant.values().removeIf(String::isEmpty);
                  assertThat(tpp.token(grant).statusCode()).isEqualTo(400);
                  assertThat(TestTpp.json(tpp.token(grant)).path("error").asText())
                      .isEqualTo("invalid_grant");
                }));
  }

  @Test
  void aCodeIsWorthlessToAnotherClientAfterItsMinuteAndAfterARevocation() {
    TestTpp thief = new TestTpp(bank, "Thief");
    String code = tpp.codeFor(bank.consentFor(tpp.clientId));
    Map<String, String> stolen = tpp.codeGrant(code);
    assertRefused(thief.token(stolen), 400, "invalid_grant");
    assertThat(tpp.token(stolen).statusCode()).isEqualTo(200);

    String late = tpp.codeFor(bank.consentFor(tpp.clientId));
    bank.clock.advance(Duration.ofSeconds(60));
    assertRefused(tpp.token(tpp.codeGrant(late)), 400, "invalid_grant");

    String consentId = bank.consentFor(tpp.clientId);
    String revoked = tpp.codeFor(consentId);
    bank.revoke(consentId);
    assertRefused(tpp.token(tpp.codeGrant(revoked)), 400, "invalid_grant");
  }

  @Test
  void aRefreshTokenIsWorthlessToAnotherClient() {
    TestTpp thief = new TestTpp(bank, "Thief");
    JsonNode tokens =
        TestTpp.json(tpp.token(tpp.codeGrant(tpp.codeFor(bank.consentFor(tpp.clientId)))));
    Map<String, String> grant = refreshGrant(tokens);
    assertRefused(thief.token(grant), 400, "invalid_grant");
  }

  @Test
  void otherGrantsAndScopesAreRefused() {
    assertRefused(
        tpp.token(Map.of("grant_type", "password", "username", "a", "password", "b")),
        400,
        "unsupported_grant_type");
    assertRefused(
        tpp.token(Map.of("grant_type", "client_credentials", "scope", "payments")),
        400,
        "invalid_scope");
  }

  @TestFactory
  Stream<DynamicTest> badAuthorizationRequestsGoBackWithAnError() {
    Map<String, String[]> changes = new LinkedHashMap<>();
    changes.put("no PKCE", new String[] {"code_challenge", "", "invalid_request"});
    changes.put("plain PKCE", new String[] {"code_challenge_method", "plain", "invalid_request"});
    changes.put(
        "PKCE method left out", new String[] {"code_challenge_method", "", "invalid_request"});
    changes.put("short challenge", new String[] {"code_challenge", "abc", "invalid_request"});
    changes.put("token", new String[] {"response_type", "token", "unsupported_response_type"});
    changes.put(
        "hybrid", new String[] {"response_type", "code id_token", "unsupported_response_type"});
    changes.put("fragment", new String[] {"response_mode", "fragment", "invalid_request"});
    changes.put("scope", new String[] {"scope", "payments", "invalid_scope"});
    changes.put("no claims", new String[] {"claims", "", "invalid_request"});
    changes.put("claims that are no JSON", new String[] {"claims", "{", "invalid_request"});
    changes.put("request object", new String[] {"request", "e30.e30.", "request_not_supported"});
    changes.put("request_uri", new String[] {"request_uri", "urn:x", "request_uri_not_supported"});
    String other = bank.consentFor(new TestTpp(bank, "Other").clientId);
    changes.put(
        "another client's consent",
        new String[] {
          "claims",
          "{\"id_token\":{\"openbanking_intent_id\":{\"value\":\"" + other + "\"}}}",
          "invalid_request"
        });
    String consentId = bank.consentFor(tpp.clientId);
    return changes.entrySet().stream()
        .map(change ->
            dynamicTest(
                change.getKey(),
                () -> {
                  Map<String, String> parameters = tpp.authorizationParameters(consentId);
                  parameters.put(change.getValue()[0], change.getValue()[1]);
                  parameters.values().removeIf(String::isEmpty);
                  assertErrorAtTpp(authorize(parameters), change.getValue()[2]);
                }));
  }

  @Test
  void aRepeatedParameterGoesBackWithAnError() {
    String query = TestBank.form(tpp.authorizationParameters(bank.consentFor(tpp.clientId)));
    assertErrorAtTpp(bank.get("/authorize?" + query + "&scope=accounts"), "invalid_request");
  }

  @TestFactory
  Stream<DynamicTest> withoutAKnownAddressTheBrowserStaysAtTheBank() {
    Map<String, Map<String, String>> changes = new LinkedHashMap<>();
    changes.put("unknown client", Map.of("client_id", "tpp-unknown"));
    changes.put("no client", Map.of("client_id", ""));
    for (String uri :
        List.of(
            "https://evil.example/callback",
            "https://tpp.example/callback/",
            "https://tpp.example/callback?x=y",
            "https://tpp.example/Callback",
            "https://tpp.example/callback#x",
            "")) {
      changes.put("redirect_uri '" + uri + "'", Map.of("redirect_uri", uri));
    }
    String consentId = bank.consentFor(tpp.clientId);
    return changes.entrySet().stream()
        .map(change ->
            dynamicTest(
                change.getKey(),
                () -> {
                  Map<String, String> parameters = tpp.authorizationParameters(consentId);
                  parameters.putAll(change.getValue());
                  parameters.values().removeIf(String::isEmpty);
                  HttpResponse<String> answer = authorize(parameters);
                  assertThat(answer.statusCode()).isEqualTo(400);
                  assertThat(answer.headers().firstValue("Location")).isEmpty();
                  assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                      .startsWith("text/html");
                }));
  }

  @Test
  void aConsentIsApprovedOnce() {
    String consentId = bank.consentFor(tpp.clientId);
    tpp.codeFor(consentId);
    assertThat(tpp.approvedBy("amelia", consentId).get("error")).containsExactly("invalid_request");
  }

  @Test
  void whatIsInForceIsConfirmedByANewRequestAndOldTokensEnd() {
    String consentId = bank.consentFor(tpp.clientId);
    JsonNode first = TestTpp.json(tpp.token(tpp.codeGrant(tpp.codeFor(consentId))));
    TestTpp again = tpp.withNewRequest();
    assertThat(again.approvedBy("noah", consentId)).isEmpty();
    String code = again.codeFor(consentId);
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.AUTH);
    JsonNode second = TestTpp.json(again.token(again.codeGrant(code)));

    assertThat(guarded(second).statusCode()).isEqualTo(200);
    assertThat(guarded(first).statusCode()).isEqualTo(401);
    assertThat(again.approvedBy("amelia", consentId).get("error"))
        .containsExactly("invalid_request");
  }

  private static String challenge(HttpResponse<String> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("");
  }

  private Date in(Duration duration) {
    return Date.from(bank.clock.instant().plus(duration));
  }

  private HttpResponse<String> authorize(Map<String, String> parameters) {
    return bank.get("/authorize?" + TestBank.form(parameters));
  }

  private void assertErrorAtTpp(HttpResponse<String> answer, String error) {
    assertThat(answer.statusCode()).isEqualTo(303);
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(TestTpp.REDIRECT_URI + "?");
    Map<String, List<String>> back = URLUtils.parseParameters(URI.create(location).getRawQuery());
    assertThat(back.get("error")).containsExactly(error);
    assertThat(back.get("state")).containsExactly("the state");
    assertThat(back.get("iss")).containsExactly(bank.issuer);
  }

  private HttpResponse<String> guarded(JsonNode tokens) {
    return bank.get("/guarded", "Authorization", "Bearer " + tokens.path("access_token").asText());
  }

  private HttpResponse<String> refresh(JsonNode tokens) {
    return tpp.token(refreshGrant(tokens));
  }

  private static Map<String, String> refreshGrant(JsonNode tokens) {
    return Map.of(
        "grant_type", "refresh_token", "refresh_token", tokens.path("refresh_token").asText());
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String error) {
    assertThat(answer.body()).contains("\"error\":\"" + error + "\"");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  private static int served(java.util.concurrent.Callable<HttpResponse<String>> request)
      throws Exception {
    int served = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(request));
      }
      for (Future<HttpResponse<String>> answer : answers) {
        served += answer.get().statusCode() == 200 ? 1 : 0;
      }
    }
    return served;
  }
}
