package dev.tidings.tpp.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** A browser without pages, and the bank as a sender of events. */
public final class Browser implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  public Browser(int port) {
    this.port = port;
  }

  public HttpResponse<String> get(String path, Optional<String> cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    cookie.ifPresent(value -> request.header("Cookie", value));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Sends a form; headers as name, value, name, value. */
  public HttpResponse<String> post(String path, String form, String... headers) throws Exception {
    return send("POST", path, form, headers);
  }

  /** As {@link #post}. */
  public HttpResponse<String> put(String path, String form, String... headers) throws Exception {
    return send("PUT", path, form, headers);
  }

  private HttpResponse<String> send(String method, String path, String form, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, HttpRequest.BodyPublishers.ofString(form));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> push(String jws) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri("/open-banking/v4.0/event-notifications"))
            .header("Content-Type", "application/jwt")
            .header("x-fapi-interaction-id", "0d94f4a1-7a2c-4c4e-9c4c-0123456789ab")
            .POST(HttpRequest.BodyPublishers.ofString(jws))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
