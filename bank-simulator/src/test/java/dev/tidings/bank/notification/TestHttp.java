package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.http.ApiErrors;
import dev.tidings.http.ServerSettings;
import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.Javalin;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The event side of a bank behind a real port. */
final class TestHttp implements AutoCloseable {

  private static final long ANSWER_SECONDS_MAX = 20;

  private final OkHttpClient http = new OkHttpClient();
  private final Javalin server;

  TestHttp(TestBank bank) {
    server =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, "127.0.0.1", 0);
                  ApiErrors.register(config.routes);
                  bank.notifications.register(config.routes);
                })
            .start();
  }

  Answer get(String path) throws IOException {
    return send("GET", path, null, null);
  }

  Answer post(String path, String json) throws IOException {
    return send("POST", path, null, json);
  }

  /** The same, by a thread of its own. */
  CompletableFuture<Answer> begin(String method, String path, String token, String json) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        answer.complete(send(method, path, token, json));
      } catch (IOException | RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer.orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
  }

  Answer send(String method, String path, @Nullable String token, @Nullable String json)
      throws IOException {
    RequestBody body =
        json == null ? null : RequestBody.create(json, MediaType.get("application/json"));
    Request.Builder request =
        new Request.Builder().url("http://127.0.0.1:" + server.port() + path).method(method, body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try (Response response = http.newCall(request.build()).execute()) {
      return new Answer(response.code(), response.body().string());
    }
  }

  @Override
  public void close() {
    server.stop();
  }

  record Answer(int status, String body) {

    JsonNode json() throws IOException {
      return OpenBankingJson.readTree(body);
    }
  }
}
