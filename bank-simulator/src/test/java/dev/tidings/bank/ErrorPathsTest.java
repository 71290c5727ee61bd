package dev.tidings.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the customers do who are there for it, as a TPP meets it. */
class ErrorPathsTest {

  @TempDir static Path data;

  @SuppressWarnings("NullAway.Init") // by JUnit, before any test
  private static WholeBank bank;

  @SuppressWarnings("NullAway.Init")
  private static WholeTpp tpp;

  @BeforeAll
  static void start() {
    SettableClock clock = new SettableClock();
    bank = new WholeBank(data, null, clock);
    tpp = new WholeTpp(new OkHttpClient(), bank.issuer, clock, Map.of());
  }

  @AfterAll
  static void stop() {
    bank.close();
  }

  @Test
  void ofALockedCustomerTheTppHearsAccessDeniedAndTheConsentStays() {
    String consentId = consent();
    URI back = URI.create(decide("locked", consentId).path("redirect").asText());
    Map<String, List<String>> answer = URLUtils.parseParameters(back.getRawQuery());
    assertThat(answer.get("error")).containsExactly("access_denied");
    assertThat(answer).doesNotContainKey("code");
    assertThat(shown(consentId).path("Status").asText()).isEqualTo("AWAU");
    assertThat(decide("amelia", consentId).path("redirect").asText()).contains("code=");
  }

  @Test
  void ofOneWhoWalksAwayTheTppHearsNothing() {
    String consentId = consent();
    JsonNode answer = decide("abandons", consentId);
    assertThat(answer.path("abandoned").asBoolean()).isTrue();
    assertThat(answer.has("redirect")).isFalse();
    assertThat(shown(consentId).path("Status").asText()).isEqualTo("AWAU");
  }

  @Test
  void neitherHasReadyTokens() {
    for (String username : new String[] {"locked", "abandons"}) {
      String body = "{\"customer\":\"" + username + "\",\"permissions\":[\"ReadAccountsBasic\"]}";
      assertThat(bank.postJson("/sandbox/tokens", Map.of(), body).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void theFirstReadIsToldToReauthenticateUntilTheSameConsentIsGivenAgain() {
    String consentId = consent();
    String first = token(consentId);
    for (int i = 0; i < 2; i++) {
      assertThat(read(first)).isEqualTo("403 U028");
      assertThat(shown(consentId).path("Status").asText()).isEqualTo("CANC");
    }
    assertThat(shown(consentId).path("StatusReason").findValuesAsText("StatusReasonCode"))
        .containsExactly("TKSP", "U028");

    String second = token(consentId);
    assertThat(read(second)).startsWith("200");
    assertThat(read(second)).startsWith("200");
    assertThat(read(first)).startsWith("401");
    assertThat(shown(consentId).path("Status").asText()).isEqualTo("AUTH");
  }

  private static String consent() {
    String own = tpp.clientToken(bank.issuer, Map.of());
    return tpp.consent(bank.issuer, WholeTpp.bearer(own), WholeBank.EVERY_DATA_PERMISSION);
  }

  private static JsonNode decide(String username, String consentId) {
    return tpp.decide(username, "accounts", consentId, List.of());
  }

  private static String token(String consentId) {
    String code = tpp.code("needs-reauthentication", "accounts", consentId, List.of());
    return tpp.redeem(bank.issuer, Map.of(), code).path("access_token").asText();
  }

  private static String read(String token) {
    var answer = bank.get(WholeBank.AISP + "/accounts", WholeTpp.bearer(token));
    String body = answer.body();
    return answer.statusCode() + (body.contains("U028") ? " U028" : "");
  }

  private static JsonNode shown(String consentId) {
    Map<String, String> own = WholeTpp.bearer(tpp.clientToken(bank.issuer, Map.of()));
    String path = WholeBank.AISP + "/account-access-consents/" + consentId;
    return WholeBank.json(bank.get(path, own), 200).path("Data");
  }
}
