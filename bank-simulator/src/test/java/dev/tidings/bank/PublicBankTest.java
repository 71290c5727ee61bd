package dev.tidings.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.accountinfo.CallLimits;
import dev.tidings.bank.http.Reach;
import dev.tidings.bank.sandbox.BankSize;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank that others can reach, and TPPs that try to send it to where they cannot go. */
class PublicBankTest {

  @TempDir private Path folder;
  private final MockWebServer inside = new MockWebServer();
  private WholeBank bank;

  @BeforeEach
  void start() throws IOException {
    inside.start(InetAddress.getLoopbackAddress(), 0);
    bank =
        new WholeBank(
            folder,
            null,
            Clock.systemUTC(),
            config ->
                config.with(
                    new BankOptions(
                        Security.STANDARD,
                        CallLimits.NONE,
                        BankSize.PERSONAS,
                        Reach.PUBLIC,
                        Duration.ZERO,
                        true)));
  }

  @AfterEach
  void stop() {
    bank.close();
    inside.close();
  }

  @Test
  void noCallbackLeadsInside() {
    String token = bank.clientToken();
    for (String callback :
        List.of(
            "http://tpp.example",
            "http://127.0.0.1:" + inside.getPort(),
            "https://127.0.0.1:" + inside.getPort(),
            "https://[::ffff:127.0.0.1]:" + inside.getPort(),
            "https://user:secret@tpp.example",
            "https://169.254.169.254",
            "https://localhost:" + inside.getPort())) {
      HttpResponse<String> answer = subscribe(token, callback + "/v4.0/event-notifications");
      assertThat(answer.statusCode()).as(callback).isEqualTo(400);
      assertThat(answer.body()).as(callback).contains("U002", "Data.CallbackUrl");
    }
    assertThat(inside.getRequestCount()).isZero();
  }

  @Test
  void noStreamLeadsInside() {
    String token = bank.clientToken();
    String body =
        """
        {"delivery":{"method":"urn:ietf:rfc:8935","endpoint_url":"https://10.0.0.1/x"}}\
        """;
    HttpResponse<String> answer =
        bank.postJson("/ssf/stream", Map.of("Authorization", "Bearer " + token), body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("public address");
  }

  @Test
  void noKeySetIsReadInside() {
    String registration =
        OpenBankingJson.write(
            Map.of(
                "client_name", "Curious",
                "redirect_uris", List.of("https://tpp.example/callback"),
                "token_endpoint_auth_method", "private_key_jwt",
                "scope", "accounts",
                "jwks_uri", "http://127.0.0.1:" + inside.getPort() + "/jwks"));
    String clientId =
        WholeBank.json(bank.postJson("/register", Map.of(), registration), 201)
            .path("client_id")
            .asText();
    String form =
        WholeBank.form(
            Map.of(
                "grant_type",
                "client_credentials",
                "scope",
                "accounts",
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                bank.assertion(clientId)));
    HttpResponse<String> answer =
        bank.send(
            HttpRequest.newBuilder(URI.create(bank.issuer + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("invalid_client");
    assertThat(inside.getRequestCount()).isZero();
  }

  private HttpResponse<String> subscribe(String token, String callback) {
    String body =
        OpenBankingJson.write(Map.of("Data", Map.of("CallbackUrl", callback, "Version", "4.0")));
    return bank.postJson(
        "/open-banking/v4.0/event-subscriptions", Map.of("Authorization", "Bearer " + token), body);
  }
}
