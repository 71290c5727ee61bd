package dev.tidings.tpp.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The far side: a bank on a real port with one account, that signs with a real key. */
public final class FakeBank implements AutoCloseable {

  public static final String ACCOUNT = "A1";
  public static final String CLIENT_ID = "tpp-at-the-bank";
  public static final String CONSENT_ID = "consent-1";

  public final SigningKey key = SigningKey.generate();
  public final AtomicInteger dataCalls = new AtomicInteger();
  public final AtomicInteger allCalls = new AtomicInteger();
  public final AtomicInteger refreshGrants = new AtomicInteger();
  public final ConcurrentLinkedQueue<String> dataPaths = new ConcurrentLinkedQueue<>();

  /** The booked balance that it tells, as a decimal. */
  public volatile String balance = "100.00";

  /** Transactions that it tells, as JSON objects. */
  public volatile List<Map<String, Object>> transactions = List.of();

  /** What it calls itself. */
  public volatile String name = "Fake Bank";

  /** What the customer calls the account. */
  public volatile String nickname = "Current";

  /** Answers every request but for its keys with 503. */
  public volatile boolean down;

  /** Whether the key set cannot be read. */
  public volatile boolean keysDown;

  /** Error code of the 403 that it answers data calls with. */
  public volatile @Nullable String forbidden;

  /** Answers a refresh with invalid_grant. */
  public volatile boolean grantInvalid;

  /** SETs by {@code jti} that wait to be fetched. */
  public final Map<String, String> waiting = new ConcurrentSkipListMap<>();

  /** What was said at each poll. */
  public final ConcurrentLinkedQueue<JsonNode> polls = new ConcurrentLinkedQueue<>();

  /** The last subscription that was put. */
  public volatile @Nullable JsonNode subscription;

  public final ConcurrentLinkedQueue<String> deletedConsents = new ConcurrentLinkedQueue<>();

  /** Data calls wait for this. */
  public volatile CountDownLatch gate = new CountDownLatch(0);

  private static final Duration LONG_POLL = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition queued = lock.newCondition();
  private final MockWebServer server = new MockWebServer();
  private final InstantSource clock;
  private final AtomicInteger tokens = new AtomicInteger();

  public FakeBank(InstantSource clock) throws Exception {
    this.clock = clock;
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return answer(request);
          }
        });
    server.start();
  }

  public String issuer() {
    return "http://localhost:" + server.getPort();
  }

  public String bankId() {
    return "localhost-" + server.getPort();
  }

  @Override
  public void close() {
    server.close();
  }

  private MockResponse answer(RecordedRequest request) throws InterruptedException {
    String path = request.getUrl().encodedPath();
    allCalls.incrementAndGet();
    if (path.contains("/aisp/accounts")) {
      dataCalls.incrementAndGet();
      dataPaths.add(path);
      gate.await();
    }
    if (down && !path.equals("/jwks")) {
      return json(503, Map.of());
    }
    return switch (path) {
      case "/.well-known/openid-configuration" ->
          json(
              200,
              Map.of(
                  "issuer", issuer(),
                  "organization_name", name,
                  "authorization_endpoint", issuer() + "/authorize",
                  "token_endpoint", issuer() + "/token",
                  "registration_endpoint", issuer() + "/register",
                  "jwks_uri", issuer() + "/jwks"));
      case "/jwks" ->
          keysDown
              ? json(500, Map.of("error", "down"))
              : json(200, key.publicKeys().toJSONObject());
      case "/register" -> json(201, Map.of("client_id", CLIENT_ID));
      case "/token" -> token(request);
      case "/open-banking/v4.0/event-subscriptions" ->
          json(201, Map.of("Data", Map.of("EventSubscriptionId", "S1")));
      case "/open-banking/v4.0/aisp/account-access-consents" ->
          json(201, Map.of("Data", Map.of("ConsentId", CONSENT_ID)));
      case "/open-banking/v4.0/events" -> poll(request);
      case "/open-banking/v4.0/event-subscriptions/S1" -> {
        subscription = body(request).path("Data");
        yield json(200, Map.of("Data", Map.of("EventSubscriptionId", "S1")));
      }
      case "/open-banking/v4.0/aisp/account-access-consents/" + CONSENT_ID -> {
        deletedConsents.add(CONSENT_ID);
        yield new MockResponse(204, Headers.of(), "");
      }
      default -> data(path);
    };
  }

  /** Answers with all that waits; asked to keep us waiting, it does so until there is something. */
  private MockResponse poll(RecordedRequest request) throws InterruptedException {
    JsonNode said = body(request);
    said.path("ack").forEach(jti -> waiting.remove(jti.asText()));
    said.path("setErrs").fieldNames().forEachRemaining(waiting::remove);
    polls.add(said);
    lock.lock();
    try {
      long nanos = said.path("returnImmediately").asBoolean() ? 0 : LONG_POLL.toNanos();
      while (waiting.isEmpty() && nanos > 0) {
        nanos = queued.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
    return json(200, Map.of("moreAvailable", false, "sets", waiting));
  }

  /** Queues a SET to be fetched. */
  public void queue(String jti, String set) {
    lock.lock();
    try {
      waiting.put(jti, set);
      queued.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static JsonNode body(RecordedRequest request) {
    try {
      return OpenBankingJson.readTree(request.getBody() == null ? "" : request.getBody().utf8());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MockResponse token(RecordedRequest request) {
    String form = request.getBody() == null ? "" : request.getBody().utf8();
    if (form.contains("grant_type=refresh_token")) {
      refreshGrants.incrementAndGet();
      if (grantInvalid) {
        return json(400, Map.of("error", "invalid_grant"));
      }
    }
    return json(
        200,
        Map.of(
            "access_token",
            "secret-access-" + tokens.incrementAndGet(),
            "refresh_token",
            "secret-refresh",
            "token_type",
            "Bearer",
            "expires_in",
            600));
  }

  private MockResponse data(String path) {
    String code = forbidden;
    if (code != null) {
      return json(
          403, Map.of("Id", "1", "Errors", List.of(Map.of("ErrorCode", code, "Message", "no"))));
    }
    if (path.endsWith("/aisp/accounts")) {
      return page(
          "Account",
          List.of(
              Map.of(
                  "AccountId",
                  ACCOUNT,
                  "Currency",
                  "GBP",
                  "AccountTypeCode",
                  "CACC",
                  "Nickname",
                  nickname)));
    }
    if (path.endsWith("/balances")) {
      return page(
          "Balance",
          List.of(
              Map.of(
                  "AccountId",
                  ACCOUNT,
                  "CreditDebitIndicator",
                  "Credit",
                  "Type",
                  "ITBD",
                  "DateTime",
                  clock.instant().toString(),
                  "Amount",
                  Map.of("Amount", balance, "Currency", "GBP"))));
    }
    if (path.endsWith("/transactions")) {
      return page("Transaction", transactions);
    }
    return json(404, Map.of());
  }

  /** A transaction to tell. */
  public static Map<String, Object> transaction(String id, String status, Instant at) {
    return Map.of(
        "AccountId",
        ACCOUNT,
        "TransactionId",
        id,
        "CreditDebitIndicator",
        "Debit",
        "Status",
        status,
        "BookingDateTime",
        at.toString(),
        "TransactionInformation",
        "Coffee",
        "Amount",
        Map.of("Amount", "3.40", "Currency", "GBP"));
  }

  private MockResponse page(String name, List<Map<String, Object>> items) {
    return json(
        200,
        Map.of(
            "Data", Map.of(name, items),
            "Links", Map.of("Self", issuer()),
            "Meta", Map.of()));
  }

  private static MockResponse json(int status, Object body) {
    return new MockResponse(
        status, Headers.of("Content-Type", "application/json"), OpenBankingJson.write(body));
  }
}
