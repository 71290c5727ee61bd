package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.FapiHeaders;
import dev.tidings.bank.http.MediaTypes;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * {@code POST /events}: a TPP fetches what is queued for it, whether or not it is pushed to as
 * well. Source: OBIE R/W v4.0, Aggregated Polling; RFC 8936.
 */
final class EventPollingApi {

  static final String PATH = "/open-banking/v4.0/events";

  /** The longest wait of a long poll. */
  static final Duration WAIT_MAX = Duration.ofSeconds(25);

  private final Database database;
  private final AccessTokens tokens;
  private final Poll poll;
  private final PollWaits waits;
  private final Duration waitMax;

  EventPollingApi(
      Database database, AccessTokens tokens, Poll poll, PollWaits waits, Duration waitMax) {
    this.database = database;
    this.tokens = tokens;
    this.poll = poll;
    this.waits = waits;
    this.waitMax = waitMax;
  }

  void register(RoutesConfig routes) {
    routes.beforeMatched(PATH, MediaTypes::requireAcceptsJson);
    routes.beforeMatched(PATH, FapiHeaders::check);
    routes.post(PATH, this::poll);
  }

  private void poll(Context ctx) {
    String clientId = clientId(ctx);
    MediaTypes.requireJsonBody(ctx);
    PollRequest request = PollRequest.read(ctx.body());
    String subscriptionId = subscriptionOf(clientId);
    poll.acknowledge(subscriptionId, request);
    boolean mayWait = !request.returnImmediately() && request.maxEvents() > 0 && waits.enter();
    Poll.Answer answer;
    try {
      answer = mayWait ? takeOrWait(clientId, request) : take(clientId, request);
    } finally {
      if (mayWait) {
        waits.leave();
      }
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("moreAvailable", answer.moreAvailable());
    body.put("sets", answer.sets());
    ctx.contentType("application/json; charset=utf-8").result(OpenBankingJson.write(body));
  }

  private Poll.Answer take(String clientId, PollRequest request) {
    return poll.take(subscriptionOf(clientId), request.maxEvents());
  }

  private Poll.Answer takeOrWait(String clientId, PollRequest request) {
    long startedNs = System.nanoTime();
    while (true) {
      String subscriptionId = subscriptionOf(clientId);
      CountDownLatch latch = waits.listen(subscriptionId);
      Poll.Answer answer;
      try {
        answer = poll.take(subscriptionId, request.maxEvents());
      } catch (RuntimeException e) {
        waits.forget(subscriptionId, latch);
        throw e;
      }
      Duration left = waitMax.minusNanos(System.nanoTime() - startedNs);
      if (!answer.sets().isEmpty() || !left.isPositive()) {
        waits.forget(subscriptionId, latch);
        return answer;
      }
      waits.await(subscriptionId, latch, left);
      if (Thread.currentThread().isInterrupted()) {
        return answer;
      }
    }
  }

  private String subscriptionOf(String clientId) {
    List<Subscription> found =
        database.read(handle -> Subscriptions.ofClients(handle, List.of(clientId)));
    if (found.isEmpty()) {
      throw ApiException.badRequest(
          ErrorCode.NOT_FOUND, "there is no event subscription to poll; make one first");
    }
    return found.getFirst().subscriptionId();
  }

  private String clientId(Context ctx) {
    AccessToken token = tokens.require(ctx);
    if (token.customerId() != null || !token.scopes().contains(EventSubscriptionsApi.SCOPE)) {
      throw ApiException.forbidden(
          ErrorCode.HEADER_INVALID,
          "polling needs a client_credentials token with scope " + EventSubscriptionsApi.SCOPE);
    }
    return token.clientId();
  }
}
