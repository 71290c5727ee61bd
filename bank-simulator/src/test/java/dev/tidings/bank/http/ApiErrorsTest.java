package dev.tidings.bank.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.http.InteractionId;
import dev.tidings.http.ServerSettings;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBErrorResponse;
import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors as they look on the wire, byte by byte. */
class ApiErrorsTest {

  private final Javalin server =
      Javalin.create(
              config -> {
                ServerSettings.apply(config, "127.0.0.1", 0);
                ApiErrors.register(config.routes);
                config.routes.get(
                    "/bug",
                    ctx -> {
                      throw new IllegalStateException("a secret");
                    });
                config.routes.get("/echo", ctx -> ctx.result(ctx.queryParamMap().toString()));
                config.routes.get(
                    "/bad",
                    ctx -> {
                      throw ApiException.badRequest("A.B", ErrorCode.FIELD_INVALID, "wrong");
                    });
              })
          .start();

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void anErrorNamesThePlaceAndTheInteraction() throws IOException {
    String id = "93bac548-d2de-4546-b106-880a5018460d";
    String answer = exchange("GET /bad HTTP/1.1", InteractionId.HEADER + ": " + id);
    assertThat(answer).startsWith("HTTP/1.1 400").contains(InteractionId.HEADER + ": " + id);
    OBErrorResponse body = body(answer);
    assertThat(body.id()).isEqualTo(id);
    assertThat(body.errors())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.errorCode()).isEqualTo(ErrorCode.FIELD_INVALID);
          assertThat(error.path()).isEqualTo("A.B");
        });
  }

  @Test
  void aBugIs500AndTellsNothing() throws IOException {
    String answer = exchange("GET /bug HTTP/1.1");
    assertThat(answer).startsWith("HTTP/1.1 500").contains("U000").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /echo?a=%zz HTTP/1.1",
        "GET /echo?a=%C3%28 HTTP/1.1",
        "GET /echo?a=% HTTP/1.1",
        "GET /echo?%00 HTTP/1.1",
        "GET /%zz HTTP/1.1",
        "GET /a%2Fb HTTP/1.1",
        "GET /../echo HTTP/1.1",
        "GET echo HTTP/1.1",
        "BREW /echo HTTP/1.1",
        "DELETE /echo HTTP/1.1",
        "GET /nothing HTTP/1.1"
      })
  void nothingMalformedIsEverTheServersFault(String line) throws IOException {
    String answer = exchange(line);
    assertThat(answer)
        .matches("(?s)HTTP/1.1 [24]\\d\\d.*")
        .containsIgnoringCase("\r\n" + InteractionId.HEADER + ": ");
  }

  @Test
  void headersHaveALimit() throws IOException {
    String answer = exchange("GET /echo HTTP/1.1", "X-Long: " + "x".repeat(20_000));
    assertThat(answer).startsWith("HTTP/1.1 431").contains(InteractionId.HEADER);
    assertThat(body(answer).errors()).hasSize(1);
  }

  private static OBErrorResponse body(String answer) throws IOException {
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    return OpenBankingJson.read(body, OBErrorResponse.class);
  }

  private String exchange(String... head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          String.join("\r\n", head) + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
