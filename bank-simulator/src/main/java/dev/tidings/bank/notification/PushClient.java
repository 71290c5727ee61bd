package dev.tidings.bank.notification;

import dev.tidings.bank.http.Reach;
import dev.tidings.http.InteractionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends SETs: one attempt a call, no redirects, bounded times and answers. Thread-safe. Source: RFC
 * 8935 §2.1, OBIE R/W v4.0, Real Time Event Notification.
 */
final class PushClient implements Push, AutoCloseable {

  static final String FINANCIAL_ID = "x-fapi-financial-id";
  static final MediaType JWT = MediaType.get("application/jwt");
  static final MediaType SECEVENT_JWT = MediaType.get("application/secevent+jwt");

  private static final String RETRY_AFTER = "Retry-After";
  private static final String HIDDEN_RETRY_AFTER = "tidings-retry-after";

  /** Bytes read of an answer that says that the TPP has it. */
  private static final int ACCEPTED_ANSWER_MAX = 512;

  /** How long that is waited for; it mostly comes with the status, or not at all. */
  private static final Duration ACCEPTED_ANSWER_WAIT = Duration.ofMillis(50);

  private static final int IDLE_CONNECTIONS_MAX = 128;
  private static final long IDLE_SECONDS_MAX = 60;

  private static final Logger log = LoggerFactory.getLogger(PushClient.class);

  private final OkHttpClient http;
  private final String financialId;
  private final int answerBytesMax;

  /**
   * @param reach where the addresses may be
   */
  PushClient(String financialId, DeliveryPolicy policy, Reach reach) {
    this.financialId = financialId;
    this.answerBytesMax = policy.answerBytesMax();
    this.http =
        reach
            .client()
            .connectTimeout(policy.connectTimeout())
            .readTimeout(policy.readTimeout())
            .writeTimeout(policy.readTimeout())
            .callTimeout(policy.callTimeout())
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(PushClient::hideRetryAfter)
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS_MAX, IDLE_SECONDS_MAX, TimeUnit.SECONDS))
            .build();
  }

  @Override
  public PushOutcome push(Outgoing outgoing, String url, String signedSet) {
    return outgoing.stream() == null
        ? push(url, signedSet, outgoing.interactionId())
        : pushSignal(url, signedSet, outgoing.stream().authorization());
  }

  /** As Open Banking has it. */
  PushOutcome push(String url, String signedSet, String interactionId) {
    return post(
        url,
        JWT,
        signedSet,
        request ->
            request.header(InteractionId.HEADER, interactionId).header(FINANCIAL_ID, financialId));
  }

  /**
   * As Shared Signals has it.
   *
   * @param authorization that the receiver has asked for
   */
  private PushOutcome pushSignal(String url, String signedSet, @Nullable String authorization) {
    return post(
        url,
        SECEVENT_JWT,
        signedSet,
        request ->
            authorization == null ? request : request.header("Authorization", authorization));
  }

  private PushOutcome post(
      String url, MediaType type, String signedSet, UnaryOperator<Request.Builder> headers) {
    try {
      Request request =
          headers
              .apply(new Request.Builder().url(url).header("Accept", "application/json"))
              .post(RequestBody.create(signedSet.getBytes(StandardCharsets.US_ASCII), type))
              .build();
      try (Response response = http.newCall(request).execute()) {
        BufferedSource body = response.body().source();
        if (!response.isSuccessful()) {
          return new PushOutcome.Refused(
              response.code(),
              beginning(body, answerBytesMax),
              response.header(HIDDEN_RETRY_AFTER));
        }
        if (response.body().contentLength() == 0) {
          return new PushOutcome.Accepted(response.code());
        }
        body.timeout().deadline(ACCEPTED_ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        return new PushOutcome.Accepted(response.code(), beginning(body, ACCEPTED_ANSWER_MAX));
      }
    } catch (IOException | IllegalArgumentException e) {
      return new PushOutcome.NoAnswer(e.toString());
    }
  }

  /** Breaks off what is under way. */
  void cancelAll() {
    http.dispatcher().cancelAll();
  }

  @Override
  public void close() {
    cancelAll();
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  /** OkHttp would send once more by itself at zero, and break at a number that is too large. */
  private static Response hideRetryAfter(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String value = response.header(RETRY_AFTER);
    return value == null
        ? response
        : response.newBuilder().removeHeader(RETRY_AFTER).header(HIDDEN_RETRY_AFTER, value).build();
  }

  /** As far as it comes: a broken body takes nothing back of its status. */
  private static String beginning(BufferedSource source, int bytesMax) {
    try {
      source.request(bytesMax);
    } catch (IOException e) {
      log.debug("an answer broke off", e);
    }
    return source.getBuffer().snapshot((int) Math.min(source.getBuffer().size(), bytesMax)).utf8();
  }
}
