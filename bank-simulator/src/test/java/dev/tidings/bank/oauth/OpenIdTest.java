package dev.tidings.bank.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.jose.Signatures;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the customer is, with and without a consent. Source: OpenID Connect Core. */
class OpenIdTest {

  private TestBank bank;
  private TestTpp tpp;

  @BeforeEach
  void start() {
    bank = new TestBank(TestDatabase.inMemory());
    tpp = client("PS256");
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PS256", "ES256"})
  void withoutAConsentTheClientLearnsWhoSignedInAndNothingElse(String algorithm)
      throws ParseException {
    TestTpp client = client(algorithm);
    JsonNode tokens = tokens(client, client.openIdParameters());
    assertThat(tokens.path("scope").asText()).isEqualTo("openid profile");
    JWTClaimsSet claims = verified(tokens, JWSAlgorithm.parse(algorithm));
    assertThat(claims.getIssuer()).isEqualTo(bank.issuer);
    assertThat(claims.getSubject()).isEqualTo("cust-amelia");
    assertThat(claims.getAudience()).containsExactly(client.clientId);
    assertThat(claims.getClaim("nonce")).isEqualTo("the nonce");
    assertThat(claims.getClaim("acr")).isEqualTo("urn:openbanking:psd2:sca");
    assertThat(claims.getLongClaim("auth_time")).isEqualTo(bank.clock.instant().getEpochSecond());
    assertThat(claims.getClaim("openbanking_intent_id")).isNull();

    JsonNode info = TestTpp.json(read("/userinfo", tokens));
    assertThat(info.path("sub").asText()).isEqualTo("cust-amelia");
    assertThat(info.path("name").asText()).isEqualTo("Amelia Hart");
    assertThat(read("/guarded", tokens).statusCode()).isEqualTo(403);
  }

  @Test
  void withAConsentTheIdTokenNamesIt() throws ParseException {
    String consentId = bank.consentFor(tpp.clientId);
    Map<String, String> parameters = tpp.authorizationParameters(consentId);
    parameters.put("scope", "openid accounts");
    JsonNode tokens = tokens(tpp, parameters);
    assertThat(verified(tokens, JWSAlgorithm.PS256).getClaim("openbanking_intent_id"))
        .isEqualTo(consentId);
    assertThat(read("/guarded", tokens).statusCode()).isEqualTo(200);
    JsonNode info = TestTpp.json(read("/userinfo", tokens));
    assertThat(info.path("sub").asText()).isEqualTo("cust-amelia");
    assertThat(info.has("name")).isFalse();

    bank.revoke(consentId);
    assertThat(read("/userinfo", tokens).statusCode()).isEqualTo(403);
  }

  @Test
  void aRichRequestNamesItsConsentToo() {
    String consentId = bank.consentFor(tpp.clientId);
    Map<String, String> parameters = tpp.authorizationParameters(consentId);
    parameters.remove("claims");
    parameters.remove("scope");
    parameters.put(
        "authorization_details",
        "[{\"type\":\"account_access_consent\",\"consent_id\":\"" + consentId + "\"}]");
    JsonNode tokens = tokens(tpp, parameters);
    assertThat(tokens.at("/authorization_details/0/consent_id").asText()).isEqualTo(consentId);
    assertThat(read("/guarded", tokens).body()).isEqualTo("acc-1,acc-2");
  }

  @Test
  void withoutTheScopeNobodyLearnsWhoTheCustomerIs() {
    JsonNode accounts = tokens(tpp, tpp.authorizationParameters(bank.consentFor(tpp.clientId)));
    assertThat(accounts.has("id_token")).isFalse();
    JsonNode own = TestTpp.json(tpp.token(Map.of("grant_type", "client_credentials")));
    for (JsonNode tokens : List.of(accounts, own)) {
      HttpResponse<String> answer = read("/userinfo", tokens);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
          .contains("insufficient_scope");
    }
    assertThat(bank.get("/userinfo").statusCode()).isEqualTo(401);
  }

  @Test
  void anIdTokenOrARefreshTokenIsNoAccessToken() {
    JsonNode tokens = tokens(tpp, tpp.openIdParameters());
    for (String name : List.of("id_token", "refresh_token")) {
      String token = tokens.path(name).asText();
      assertThat(bank.get("/userinfo", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void aRefreshTokenThatNoConsentEndsExpires() {
    Map<String, String> grant =
        Map.of(
            "grant_type",
            "refresh_token",
            "refresh_token",
            tokens(tpp, tpp.openIdParameters()).path("refresh_token").asText());
    bank.clock.advance(RefreshTokens.LIFE_WITHOUT_CONSENT);
    assertThat(tpp.token(grant).statusCode()).isEqualTo(200);
    bank.clock.advance(Duration.ofSeconds(1));
    assertThat(tpp.token(grant).body()).contains("invalid_grant");
  }

  @Test
  void aClientThatMustNotAskIsToldThatSomebodyHasToSignIn() {
    Map<String, String> parameters = tpp.openIdParameters();
    parameters.put("prompt", "none");
    HttpResponse<String> answer = bank.get("/authorize?" + TestBank.form(parameters));
    assertThat(answer.headers().firstValue("Location").orElse("")).contains("login_required");
  }

  @Test
  void idTokensAreNotSignedByWeakAlgorithms() {
    for (String algorithm : List.of("RS256", "HS256", "none", "PS512")) {
      assertThat(
              bank.postJson(
                      "/register",
                      TestTpp.registration(
                          "Weak", Map.of("id_token_signed_response_alg", algorithm)))
                  .body())
          .contains("invalid_client_metadata");
    }
  }

  private TestTpp client(String algorithm) {
    return new TestTpp(
        bank,
        "Known Money",
        Map.of("id_token_signed_response_alg", algorithm, "scope", "openid profile accounts"));
  }

  private JsonNode tokens(TestTpp client, Map<String, String> parameters) {
    Map<String, List<String>> back =
        client.approved("amelia", bank.issuer + "/authorize?" + TestBank.form(parameters));
    assertThat(back).containsKey("code");
    return TestTpp.json(
        client.token(client.codeGrant(back.getOrDefault("code", List.of("")).getFirst())));
  }

  private HttpResponse<String> read(String path, JsonNode tokens) {
    return bank.get(path, "Authorization", "Bearer " + tokens.path("access_token").asText());
  }

  private JWTClaimsSet verified(JsonNode tokens, JWSAlgorithm algorithm) throws ParseException {
    SignedJWT idToken = SignedJWT.parse(tokens.path("id_token").asText());
    JWKSet keys = JWKSet.parse(bank.get("/jwks").body());
    assertThat(idToken.getHeader().getAlgorithm()).isEqualTo(algorithm);
    assertThat(
            Signatures.isBy(
                Objects.requireNonNull(keys.getKeyByKeyId(idToken.getHeader().getKeyID())),
                idToken))
        .isTrue();
    return idToken.getJWTClaimsSet();
  }
}
