package dev.tidings.bank.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client can change of itself (RFC 7592), and what a directory says of it. */
class ClientManagementTest {

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
  void aClientReadsAndReplacesWhatItRegistered() {
    JsonNode registered = register(TestTpp.registration("Lantern"));
    String path = path(registered);
    String token = registered.path("registration_access_token").asText();
    assertThat(registered.path("registration_client_uri").asText()).isEqualTo(bank.issuer + path);
    JsonNode read = TestTpp.json(bank.get(path, "Authorization", "Bearer " + token));
    assertThat(read.path("client_name").asText()).isEqualTo("Lantern");

    ObjectNode changed = metadata("Beacon").put("client_id", registered.path("client_id").asText());
    HttpResponse<String> answer = put(path, token, changed);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(TestTpp.json(answer).path("client_name").asText()).isEqualTo("Beacon");
    assertThat(bank.get(path, "Authorization", "Bearer " + token).body()).contains("Beacon");
  }

  @Test
  void aReplacementIsCheckedLikeARegistration() {
    JsonNode registered = register(TestTpp.registration("Lantern"));
    String token = registered.path("registration_access_token").asText();
    String id = registered.path("client_id").asText();
    assertThat(put(path(registered), token, metadata("Beacon")).body())
        .contains("\"invalid_request\"");
    assertThat(put(path(registered), token, metadata("Beacon").put("client_id", "tpp-x")).body())
        .contains("\"invalid_request\"");
    assertThat(
            put(
                    path(registered),
                    token,
                    metadata("Beacon").put("client_id", id).put("client_id_issued_at", 1))
                .body())
        .contains("\"invalid_request\"");
    assertThat(
            put(
                    path(registered),
                    token,
                    metadata("Beacon")
                        .put("client_id", id)
                        .put("token_endpoint_auth_method", "none"))
                .body())
        .contains("\"invalid_client_metadata\"");
  }

  @Test
  void nobodyElseReadsChangesOrEndsIt() {
    JsonNode victim = register(TestTpp.registration("Lantern"));
    JsonNode thief = register(TestTpp.registration("Thief"));
    String token = thief.path("registration_access_token").asText();
    for (String header : List.of("Bearer " + token, "Bearer x", "Basic x", "")) {
      HttpResponse<String> read = bank.get(path(victim), "Authorization", header);
      assertThat(read.statusCode()).isEqualTo(401);
      assertThat(read.body()).contains("\"invalid_token\"");
    }
    assertThat(put(path(victim), token, metadata("Beacon")).statusCode()).isEqualTo(401);
    assertThat(
            bank.send("DELETE", path(victim), null, "Authorization", "Bearer " + token)
                .statusCode())
        .isEqualTo(401);
    assertThat(bank.get("/register/tpp-x", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(401);
    assertThat(bank.get("/register/sandbox", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aStatementOfTheDirectoryIsBelievedMoreThanTheClient() {
    JsonNode registered =
        register(
            OpenBankingJson.write(
                Map.of("client_name", "Somebody", "software_statement", statement(Map.of()))));
    assertThat(registered.path("client_name").asText()).isEqualTo("Stated Money");
    assertThat(registered.at("/redirect_uris/0").asText()).isEqualTo(TestTpp.REDIRECT_URI);
    assertThat(registered.path("software_id").asText()).hasSize(36);
  }

  @Test
  void aStatementThatIsForgedOldOrNotForAccountsIsRefused() {
    String good = statement(Map.of());
    assertThat(refusal(good.substring(0, good.length() - 8) + "AAAAAAAA"))
        .isEqualTo("invalid_software_statement");
    assertThat(refusal("nonsense")).isEqualTo("invalid_software_statement");
    assertThat(refusal(statement(Map.of("roles", List.of("PISP")))))
        .isEqualTo("unapproved_software_statement");
    TestTpp signer = new TestTpp(bank, "Self-made");
    assertThat(refusal(signer.assertion())).isEqualTo("invalid_software_statement");
    HttpResponse<String> uri =
        bank.postJson(
            "/register",
            OpenBankingJson.write(
                Map.of(
                    "software_statement",
                    good,
                    "redirect_uris",
                    List.of("https://evil.example/callback"))));
    assertThat(uri.body()).contains("\"invalid_redirect_uri\"");
    bank.clock.advance(Duration.ofHours(1));
    assertThat(refusal(good)).isEqualTo("invalid_software_statement");
  }

  @Test
  void oldKeysVerifyOnAfterARotationAndNewOnesSign() {
    String before = TestTpp.json(bank.get("/jwks")).at("/keys/0/kid").asText();
    JsonNode rotated = TestTpp.json(bank.postJson("/sandbox/keys/rotate", "{}"));
    String kid = rotated.path("kid").asText();
    assertThat(kid).isNotEqualTo(before);
    assertThat(bank.get("/jwks").body()).contains(kid).contains(before).doesNotContain("\"d\"");
  }

  private String statement(Map<String, Object> more) {
    Map<String, Object> software = new LinkedHashMap<>();
    software.put("name", "Stated Money");
    software.put("redirectUris", List.of(TestTpp.REDIRECT_URI));
    software.put("jwks", TestTpp.KEY.publicKeys().toJSONObject(true));
    software.putAll(more);
    HttpResponse<String> answer =
        bank.postJson("/sandbox/directory/software-statements", OpenBankingJson.write(software));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return TestTpp.json(answer).path("software_statement").asText();
  }

  private String refusal(String statement) {
    HttpResponse<String> answer =
        bank.postJson("/register", OpenBankingJson.write(Map.of("software_statement", statement)));
    assertThat(answer.statusCode()).isEqualTo(400);
    return TestTpp.json(answer).path("error").asText();
  }

  private JsonNode register(String metadata) {
    HttpResponse<String> answer = bank.postJson("/register", metadata);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return TestTpp.json(answer);
  }

  private HttpResponse<String> put(String path, String token, ObjectNode body) {
    return bank.send(
        "PUT",
        path,
        body.toString(),
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        "application/json");
  }

  private static String path(JsonNode registered) {
    return "/register/" + registered.path("client_id").asText();
  }

  private static ObjectNode metadata(String name) {
    try {
      return (ObjectNode) OpenBankingJson.readTree(TestTpp.registration(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
