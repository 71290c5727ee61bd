package dev.tidings.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;

/** Plain JSON over HTTP; never follows a redirect by itself. Thread-safe. */
public final class Http {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final OkHttpClient client;

  public Http() {
    this.client = clients().build();
  }

  /** Over TLS, with these certificates trusted and held. */
  public Http(HandshakeCertificates certificates) {
    this.client =
        clients()
            .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
            .build();
  }

  private static OkHttpClient.Builder clients() {
    return new OkHttpClient.Builder()
        .followRedirects(false)
        .callTimeout(CALL_TIMEOUT)
        .cookieJar(new CookiesInMemory());
  }

  /** An answer, whatever its status. */
  public record Answer(int status, String body, String location) {

    public JsonNode json() {
      try {
        return MAPPER.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException("not JSON: " + body, e);
      }
    }

    /** This answer, if it has that status. */
    public Answer expect(int wanted) {
      if (status != wanted) {
        throw new IllegalStateException(
            "expected status " + wanted + ", got " + status + ": " + body);
      }
      return this;
    }
  }

  public Answer get(URI uri) {
    return send(new Request.Builder().url(uri.toString()).build());
  }

  public Answer get(URI uri, String bearer) {
    return send(
        new Request.Builder()
            .url(uri.toString())
            .header("Authorization", "Bearer " + bearer)
            .build());
  }

  public Answer post(URI uri, Map<String, ?> body) {
    try {
      RequestBody json = RequestBody.create(MAPPER.writeValueAsBytes(body), JSON);
      return send(new Request.Builder().url(uri.toString()).post(json).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The client underneath, for streams and for other media types. */
  public OkHttpClient client() {
    return client;
  }

  public Answer send(Request request) {
    try (Response response = client.newCall(request).execute()) {
      return new Answer(
          response.code(),
          response.body().string(),
          Objects.requireNonNullElse(response.header("Location"), ""));
    } catch (IOException e) {
      throw new UncheckedIOException(
          request.method() + " " + request.url() + ": " + e.getMessage(), e);
    }
  }
}
