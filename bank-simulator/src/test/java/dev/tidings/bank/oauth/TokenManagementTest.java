package dev.tidings.bank.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.persistence.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Introspection (RFC 7662) and revocation (RFC 7009), by the client and by others. */
class TokenManagementTest {

  private TestBank bank;
  private TestTpp tpp;
  private String consentId = "";
  private String access = "";
  private String refresh = "";

  @BeforeEach
  void start() {
    bank = new TestBank(TestDatabase.inMemory());
    tpp = new TestTpp(bank, "Lantern Money");
    consentId = bank.consentFor(tpp.clientId);
    JsonNode tokens = TestTpp.json(tpp.token(tpp.codeGrant(tpp.codeFor(consentId))));
    access = tokens.path("access_token").asText();
    refresh = tokens.path("refresh_token").asText();
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void aClientLearnsWhatItsTokensStandFor() {
    JsonNode told = introspect(tpp, access);
    assertThat(told.path("active").asBoolean()).isTrue();
    assertThat(told.path("client_id").asText()).isEqualTo(tpp.clientId);
    assertThat(told.path("scope").asText()).isEqualTo("accounts");
    assertThat(told.path("sub").asText()).isEqualTo("cust-amelia");
    assertThat(told.path("openbanking_intent_id").asText()).isEqualTo(consentId);
    assertThat(told.path("exp").asLong() - told.path("iat").asLong()).isEqualTo(600);
    assertThat(introspect(tpp, refresh).path("active").asBoolean()).isTrue();
  }

  @Test
  void aBoundTokenNamesItsKey() {
    TestProofs proofs = new TestProofs(bank);
    String bound =
        TestTpp.json(
                tpp.token(
                    Map.of("grant_type", "client_credentials"), "DPoP", proofs.forPost("/token")))
            .path("access_token")
            .asText();
    JsonNode told = introspect(tpp, bound);
    assertThat(told.at("/cnf/jkt").asText()).isEqualTo(proofs.jkt());
    assertThat(told.path("token_type").asText()).isEqualTo("DPoP");
  }

  @Test
  void nobodyLearnsOfAnothersTokensNorEndsThem() {
    TestTpp other = new TestTpp(bank, "Curious");
    for (String token : List.of(access, refresh, "nonsense")) {
      assertThat(introspect(other, token).toString()).isEqualTo("{\"active\":false}");
      assertThat(other.post("/revoke", Map.of("token", token)).statusCode()).isEqualTo(200);
    }
    assertThat(reads()).isEqualTo(200);
    assertThat(introspect(tpp, refresh).path("active").asBoolean()).isTrue();
  }

  @Test
  void whatIsOverIsNotActive() {
    bank.clock.advance(Duration.ofMinutes(10));
    assertThat(introspect(tpp, access).path("active").asBoolean()).isFalse();
    assertThat(introspect(tpp, refresh).path("active").asBoolean()).isTrue();
    bank.revoke(consentId);
    assertThat(introspect(tpp, refresh).path("active").asBoolean()).isFalse();
    tpp.codeFor(consentId);
    assertThat(introspect(tpp, refresh).path("active").asBoolean()).isFalse();
  }

  @Test
  void aRevokedAccessTokenReadsNothingAndTheRefreshTokenLivesOn() {
    assertThat(tpp.post("/revoke", Map.of("token", access)).statusCode()).isEqualTo(200);
    assertThat(reads()).isEqualTo(401);
    assertThat(refreshed().statusCode()).isEqualTo(200);
  }

  @Test
  void withTheRefreshTokenEverythingOfItsGrantEnds() {
    String second = TestTpp.json(refreshed()).path("access_token").asText();
    HttpResponse<String> answer =
        tpp.post("/revoke", Map.of("token", refresh, "token_type_hint", "access_token"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(reads()).isEqualTo(401);
    assertThat(introspect(tpp, second).path("active").asBoolean()).isFalse();
    assertThat(refreshed().body()).contains("invalid_grant");
  }

  @Test
  void bothNeedTheClientAndAToken() {
    for (String path : List.of("/introspect", "/revoke")) {
      HttpResponse<String> stranger = bank.postForm(path, Map.of("token", access));
      assertThat(stranger.statusCode()).isEqualTo(401);
      assertThat(stranger.body()).contains("\"error\":\"invalid_client\"");
      assertThat(tpp.post(path, Map.of()).body()).contains("\"error\":\"invalid_request\"");
    }
    assertThat(reads()).isEqualTo(200);
  }

  private int reads() {
    return bank.get("/guarded", "Authorization", "Bearer " + access).statusCode();
  }

  private HttpResponse<String> refreshed() {
    return tpp.token(Map.of("grant_type", "refresh_token", "refresh_token", refresh));
  }

  private static JsonNode introspect(TestTpp client, String token) {
    HttpResponse<String> answer = client.post("/introspect", Map.of("token", token));
    assertThat(answer.statusCode()).isEqualTo(200);
    return TestTpp.json(answer);
  }
}
