package dev.tidings.bank.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.tidings.bank.persistence.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients can read beforehand is complete, and true. */
class DiscoveryTest {

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
  void theDocumentIsWhatTheStandardWantsAndNamesOnlyWhatIsThere() throws ParseException {
    String document = bank.get("/.well-known/openid-configuration").body();
    OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(document);
    assertThat(metadata.getIssuer().getValue()).isEqualTo(bank.issuer);
    assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
    assertThat(metadata.supportsRequestURIParam()).isFalse();
    JsonNode json = TestTpp.json(bank.get("/.well-known/openid-configuration"));
    json.properties()
        .forEach(field -> {
          if (field.getKey().endsWith("_endpoint") || field.getKey().equals("jwks_uri")) {
            assertThat(bank.get(field.getValue().asText()).statusCode())
                .as(field.getKey())
                .isIn(200, 400, 401, 405);
          }
        });
    assertThat(texts(json, "scopes_supported")).contains("openid", "profile", "accounts");
    assertThat(texts(json, "dpop_signing_alg_values_supported"))
        .contains("PS256", "ES256", "EdDSA")
        .doesNotContain("RS256", "none");
    assertThat(texts(json, "id_token_signing_alg_values_supported"))
        .containsExactlyInAnyOrder("PS256", "ES256");
    assertThat(texts(json, "token_endpoint_auth_methods_supported"))
        .containsExactly("private_key_jwt");
    assertThat(texts(json, "authorization_details_types_supported"))
        .containsExactly("account_access_consent");
    assertThat(json.has("mtls_endpoint_aliases")).isFalse();
  }

  @Test
  void keysAtAnAddressAreReadWhenTheyAreNeeded() throws Exception {
    try (MockWebServer keys = new MockWebServer()) {
      keys.start();
      keys.enqueue(
          new MockResponse.Builder().body(TestTpp.KEY.publicKeys().toString(true)).build());
      Map<String, Object> metadata =
          new java.util.HashMap<>(
              Map.of("jwks_uri", keys.url("/jwks").toString(), "client_name", "Distant"));
      metadata.put("redirect_uris", List.of(TestTpp.REDIRECT_URI));
      TestTpp tpp =
          new TestTpp(
              bank,
              bank.postJson("/register", dev.tidings.openbanking.OpenBankingJson.write(metadata)));
      HttpResponse<String> answer = tpp.token(Map.of("grant_type", "client_credentials"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(tpp.token(Map.of("grant_type", "client_credentials")).statusCode()).isEqualTo(200);
      assertThat(keys.getRequestCount()).isEqualTo(1);
    }
  }

  private static List<String> texts(JsonNode json, String name) {
    List<String> texts = new java.util.ArrayList<>();
    json.path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
