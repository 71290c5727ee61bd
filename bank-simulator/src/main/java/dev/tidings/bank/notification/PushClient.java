package dev.tidings.bank.notification;

import dev.tidings.http.InteractionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends SETs: one attempt a call, no redirects, bounded times and answers. Thread-safe. Source: RFC
 * 8935 §2.1, OBIE R/W v4.0, Real Time Event Notification.
 */
final class PushClient implements Push, AutoCloseable {

  static final String FINANCIAL_ID = "x-fapi-financial-id";
  static final MediaType JWT = MediaType.get("application/jwt");

  private static final String RETRY_AFTER = "Retry-After";
  private static final String HIDDEN_RETRY_AFTER = "tidings-retry-after";

  private static final int IDLE_CONNECTIONS_MAX = 128;
  private static final long IDLE_SECONDS_MAX = 60;

  private static final Logger log = LoggerFactory.getLogger(PushClient.class);

  private final OkHttpClient http;
  private final String financialId;
  private final int answerBytesMax;

  PushClient(String financialId, DeliveryPolicy policy) {
    this.financialId = financialId;
    this.answerBytesMax = policy.answerBytesMax();
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(policy.connectTimeout())
            .readTimeout(policy.readTimeout())
            .writeTimeout(policy.readTimeout())
            .callTimeout(policy.callTimeout())
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(PushClient::hideRetryAfter)
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS_MAX, IDLE_SECONDS_MAX, TimeUnit.SECONDS))
            .build();
  }

  @Override
  public PushOutcome push(String url, String signedSet, String interactionId) {
    try {
      Request request =
          new Request.Builder()
              .url(url)
              .header(InteractionId.HEADER, interactionId)
              .header(FINANCIAL_ID, financialId)
              .post(RequestBody.create(signedSet.getBytes(StandardCharsets.US_ASCII), JWT))
              .build();
      try (Response response = http.newCall(request).execute()) {
        return response.isSuccessful()
            ? new PushOutcome.Accepted(response.code())
            : new PushOutcome.Refused(
                response.code(),
                beginning(response.body().source()),
                response.header(HIDDEN_RETRY_AFTER));
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
  private String beginning(BufferedSource source) {
    try {
      source.request(answerBytesMax);
    } catch (IOException e) {
      log.debug("an answer broke off", e);
    }
    return source
        .getBuffer()
        .snapshot((int) Math.min(source.getBuffer().size(), answerBytesMax))
        .utf8();
  }
}
