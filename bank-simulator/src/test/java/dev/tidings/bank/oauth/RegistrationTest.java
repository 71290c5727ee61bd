package dev.tidings.bank.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistrationTest {

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
  void aClientIsToldItsIdAndWhatWasRegistered() {
    HttpResponse<String> answer = bank.postJson("/register", TestTpp.registration("Lantern"));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(TestTpp.json(answer).path("client_id").asText()).startsWith("tpp-");
    assertThat(TestTpp.json(answer).path("client_name").asText()).isEqualTo("Lantern");
    assertThat(TestTpp.json(answer).path("token_endpoint_auth_method").asText())
        .isEqualTo("private_key_jwt");
    assertThat(TestTpp.json(answer).has("client_secret")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://tpp.example/callback",
        "https://tpp.example/callback#x",
        "https://user@tpp.example/callback",
        "/callback",
        "javascript:alert(1)",
        "com.example:/callback",
        "http://127.0.0.1.evil.example/",
      })
  void unsafeRedirectUrisAreRefused(String uri) throws IOException {
    ObjectNode metadata = metadata();
    metadata.putArray("redirect_uris").add(uri);
    assertRefused(metadata, "invalid_redirect_uri");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080/callback", "http://127.0.0.1/", "https://a.b/c?d"})
  void safeRedirectUrisAreTaken(String uri) throws IOException {
    ObjectNode metadata = metadata();
    metadata.putArray("redirect_uris").add(uri);
    assertThat(bank.postJson("/register", metadata.toString()).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "token_endpoint_auth_method, client_secret_basic",
    "token_endpoint_auth_method, none",
    "token_endpoint_auth_signing_alg, RS256",
    "scope, payments",
    "jwks_uri, https://tpp.example/jwks",
    "client_name, ' '",
  })
  void otherMetadataIsRefused(String name, String value) throws IOException {
    assertRefused(metadata().put(name, value), "invalid_client_metadata");
  }

  @Test
  void keysThatAreWeakSharedOrPrivateAreRefused() throws IOException, JOSEException {
    for (JWKSet keys :
        new JWKSet[] {
          new JWKSet(new RSAKeyGenerator(1024, true).keyID("k").generate().toPublicJWK()),
          new JWKSet(new OctetSequenceKeyGenerator(256).keyID("k").generate()),
          new JWKSet(TestTpp.KEY.jwk()),
          new JWKSet(),
        }) {
      ObjectNode metadata = metadata();
      metadata.set("jwks", OpenBankingJson.readTree(keys.toString(false)));
      assertRefused(metadata, "invalid_client_metadata");
    }
  }

  @Test
  void whatIsNoJsonObjectIsRefused() {
    assertThat(bank.postJson("/register", "nonsense").body()).contains("invalid_client_metadata");
    assertThat(bank.postJson("/register", "").body()).contains("invalid_client_metadata");
    assertThat(bank.postJson("/register", "[]").body()).contains("invalid_client_metadata");
  }

  private static ObjectNode metadata() throws IOException {
    return (ObjectNode) OpenBankingJson.readTree(TestTpp.registration("Lantern"));
  }

  private void assertRefused(ObjectNode metadata, String error) {
    HttpResponse<String> answer = bank.postJson("/register", metadata.toString());
    assertThat(answer.body()).contains("\"error\":\"" + error + "\"");
    assertThat(answer.statusCode()).isEqualTo(400);
  }
}
