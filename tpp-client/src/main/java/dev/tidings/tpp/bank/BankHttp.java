package dev.tidings.tpp.bank;

import dev.tidings.http.InteractionId;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Requests to banks, with limits on time and size; follows no redirects. Thread-safe. */
public final class BankHttp implements AutoCloseable {

  /** How long a bank may take to accept a connection. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** How long a whole exchange may take. */
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

  /** The largest answer that is read, in bytes. */
  public static final long ANSWER_BYTES_MAX = 8 * 1024 * 1024;

  /** How long a long poll may take; banks answer theirs after half a minute at most. */
  public static final Duration LONG_POLL_TIMEOUT = Duration.ofSeconds(40);

  private static final int TEXT_SHOWN_MAX = 200;
  private static final int NONCE_LENGTH_MAX = 512;
  private static final String NONCE_WANTED = "\"use_dpop_nonce\"";

  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .connectTimeout(CONNECT_TIMEOUT)
          .callTimeout(CALL_TIMEOUT)
          .readTimeout(CALL_TIMEOUT)
          .followRedirects(false)
          .eventListenerFactory(BankHttp::listener)
          .build();

  private final OkHttpClient patient =
      client.newBuilder().callTimeout(LONG_POLL_TIMEOUT).readTimeout(LONG_POLL_TIMEOUT).build();

  /** The client itself, for reading key sets. */
  public OkHttpClient client() {
    return client;
  }

  Answer send(Request.Builder builder) throws BankException {
    return send(client, builder);
  }

  /** As {@link #send}, for a bank that may keep us waiting until something happens. */
  Answer sendPatiently(Request.Builder builder) throws BankException {
    return send(patient, builder);
  }

  private static Answer send(OkHttpClient client, Request.Builder builder) throws BankException {
    Request request =
        builder
            .header("Accept", "application/json")
            .header(InteractionId.HEADER, UUID.randomUUID().toString())
            .build();
    try (Response response = client.newCall(request).execute()) {
      BufferedSource source = response.body().source();
      if (source.request(ANSWER_BYTES_MAX + 1)) {
        throw new BankException(
            request.url().encodedPath() + " answered more than " + ANSWER_BYTES_MAX + " bytes");
      }
      String body = source.readUtf8();
      Answer answer =
          new Answer(
              response.code(),
              body,
              retryAfter(response.header("Retry-After")),
              request.url().encodedPath(),
              nonce(response.header("DPoP-Nonce")),
              wantsNonce(response, body));
      if (answer.status() >= 500) {
        throw new BankException.Unreachable(answer.unexpected());
      }
      return answer;
    } catch (IOException e) {
      throw new BankException.Unreachable(
          request.url().host()
              + ":"
              + request.url().port()
              + " does not answer: "
              + e.getMessage());
    }
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static EventListener listener(Call call) {
    Traffic traffic = call.request().tag(Traffic.class);
    return traffic == null ? EventListener.NONE : traffic;
  }

  private static @Nullable Duration retryAfter(@Nullable String seconds) {
    return seconds != null && seconds.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : null;
  }

  private static @Nullable String nonce(@Nullable String header) {
    return header == null || header.length() > NONCE_LENGTH_MAX ? null : header;
  }

  private static boolean wantsNonce(Response response, String body) {
    return switch (response.code()) {
      case 400 -> body.contains(NONCE_WANTED);
      case 401 ->
          response.headers("WWW-Authenticate").stream()
              .anyMatch(told -> told.contains(NONCE_WANTED));
      default -> false;
    };
  }

  /**
   * What came back.
   *
   * @param nonce for our next proofs, when the bank told one
   * @param wantsNonce whether it refused because a proof lacked the nonce. Source: RFC 9449 §8, §9
   */
  record Answer(
      int status,
      String body,
      @Nullable Duration retryAfter,
      String path,
      @Nullable String nonce,
      boolean wantsNonce) {

    /** This answer as a failure that nobody foresaw. */
    String unexpected() {
      String text = body.strip();
      return path
          + " answered "
          + status
          + (text.isEmpty()
              ? ""
              : ": " + text.substring(0, Math.min(text.length(), TEXT_SHOWN_MAX)));
    }

    BankException refused() {
      return new BankException(unexpected(), retryAfter);
    }
  }
}
