package dev.tidings.bank.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.oauth.TestBank;
import dev.tidings.bank.oauth.TestTpp;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.OpenBankingJson;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SandboxAccessApiTest {

  private static final String READ = "\"permissions\":[\"ReadAccountsBasic\",\"ReadBalances\"]";

  private TestBank bank;

  @BeforeEach
  void start() {
    bank = new TestBank(TestDatabase.inMemory());
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void aReadyTokenReadsForAnHour() {
    JsonNode made = token("{\"customer\":\"amelia\"," + READ + "}");
    assertThat(made.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(guarded(made).body()).isEqualTo("acc-1,acc-2");
    bank.clock.advance(Duration.ofHours(1));
    assertThat(guarded(made).statusCode()).isEqualTo(401);
  }

  @Test
  void aReadyTokenIsHeldToItsPermissionsAndAccounts() {
    JsonNode basic = token("{\"customer\":\"amelia\",\"permissions\":[\"ReadAccountsBasic\"]}");
    assertThat(guarded(basic).statusCode()).isEqualTo(403);
    assertThat(guarded(basic).body()).contains("ReadBalances");
    JsonNode one = token("{\"customer\":\"cust-amelia\",\"accountIds\":[\"acc-2\"]," + READ + "}");
    assertThat(guarded(one).body()).isEqualTo("acc-2");
  }

  @Test
  void afterARevocationItIsForbidden() {
    JsonNode made = token("{\"customer\":\"amelia\"," + READ + "}");
    String path = "/sandbox/consents/" + made.path("consent_id").asText() + "/revoke";
    HttpResponse<String> revoked = bank.postJson(path, "{}");
    assertThat(TestTpp.json(revoked).path("status").asText()).isEqualTo("CANC");
    assertThat(guarded(made).statusCode()).isEqualTo(403);
    assertThat(bank.postJson(path, "{}").statusCode()).isEqualTo(400);
    assertThat(bank.postJson("/sandbox/consents/none/revoke", "{}").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"customer\":\"nobody\",\"permissions\":[\"ReadAccountsBasic\"]}",
        "{\"customer\":\"nina\",\"permissions\":[\"ReadAccountsBasic\"]}",
        "{\"customer\":\"amelia\",\"permissions\":[\"ReadBalances\"]}",
        "{\"customer\":\"amelia\",\"permissions\":[]}",
        "{\"customer\":\"amelia\"}",
        "{\"customer\":7,\"permissions\":[\"ReadAccountsBasic\"]}",
        "{\"customer\":\"amelia\",\"permissions\":[\"ReadAccountsBasic\"],\"accountIds\":[\"acc-3\"]}",
        "{\"customer\":\"amelia\",\"permissions\":[\"ReadAccountsBasic\"],\"accountIds\":[]}",
        "[]",
        "nonsense",
      })
  void whatMakesNoSenseIsA400(String body) {
    HttpResponse<String> answer = bank.postJson("/sandbox/tokens", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestTpp.json(answer).path("Errors").isEmpty()).isFalse();
  }

  @Test
  void aRefusalThroughTheSandboxIsARefusal() {
    TestTpp tpp = new TestTpp(bank, "Lantern");
    String consentId = bank.consentFor(tpp.clientId);
    HttpResponse<String> answer =
        bank.postJson(
            "/sandbox/authorize",
            OpenBankingJson.write(
                Map.of(
                    "url", tpp.authorizationUrl(consentId),
                    "customer", "amelia",
                    "decision", "refuse")));
    assertThat(TestTpp.json(answer).path("redirect").asText()).contains("error=access_denied");
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.RJCT);
  }

  @Test
  void aForeignAddressIsA400() {
    HttpResponse<String> answer =
        bank.postJson(
            "/sandbox/authorize",
            "{\"customer\":\"amelia\",\"url\":\"https://evil.example/authorize?\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  private JsonNode token(String body) {
    HttpResponse<String> answer = bank.postJson("/sandbox/tokens", body);
    assertThat(answer.statusCode()).isEqualTo(201);
    return TestTpp.json(answer);
  }

  private HttpResponse<String> guarded(JsonNode made) {
    return bank.get("/guarded", "Authorization", "Bearer " + made.path("access_token").asText());
  }
}
