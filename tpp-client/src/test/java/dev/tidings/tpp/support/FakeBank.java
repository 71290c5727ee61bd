package dev.tidings.tpp.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.support.FakeAuthorization.RefusedException;
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
  public final AtomicInteger subscriptions = new AtomicInteger();
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

  /** What it says of the consent. */
  public volatile String consentStatus = "AUTH";

  public final AtomicInteger consentsMade = new AtomicInteger();

  /** Answers a refresh with invalid_grant. */
  public volatile boolean grantInvalid;

  /** SETs by {@code jti} that wait to be fetched. */
  public final Map<String, String> waiting = new ConcurrentSkipListMap<>();

  /** Whether a poll that may wait does; a bank need not let it. */
  public volatile boolean keepsWaiting = true;

  /** Gives everything at every poll, whatever was acknowledged. */
  public volatile boolean forgetsAcknowledgements;

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
  private final boolean isFapi2;
  private boolean closed;

  /** Who may call it. */
  public final FakeAuthorization authorization;

  /** One that takes pushed requests and proofs, and nothing less. */
  public FakeBank(InstantSource clock) throws Exception {
    this(clock, true);
  }

  /**
   * @param isFapi2 whether it takes pushed requests and proofs, and nothing less
   */
  public FakeBank(InstantSource clock, boolean isFapi2) throws Exception {
    this.clock = clock;
    this.isFapi2 = isFapi2;
    this.authorization = new FakeAuthorization(isFapi2, clock);
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

  /** Polls that wait are answered first: the server gives those up that take their time. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      queued.signalAll();
    } finally {
      lock.unlock();
    }
    server.close();
  }

  private MockResponse answer(RecordedRequest request) throws InterruptedException {
    try {
      return answerAllowed(request);
    } catch (RefusedException e) {
      return FakeAnswers.refused(request.getUrl().encodedPath(), e, authorization.nonce);
    }
  }

  private MockResponse answerAllowed(RecordedRequest request)
      throws InterruptedException, RefusedException {
    String path = request.getUrl().encodedPath();
    allCalls.incrementAndGet();
    if (!down && path.startsWith("/open-banking/")) {
      authorization.checkToken(request);
    }
    if (path.matches(".*/aisp/(accounts.*|balances|transactions)")) {
      dataCalls.incrementAndGet();
      dataPaths.add(path);
      gate.await();
    }
    if (down && !path.equals("/jwks")) {
      return FakeAnswers.json(503, Map.of());
    }
    return switch (path) {
      case "/.well-known/openid-configuration" ->
          FakeAnswers.json(200, FakeAnswers.discovery(issuer(), name, isFapi2));
      case "/jwks" ->
          keysDown
              ? FakeAnswers.json(500, Map.of("error", "down"))
              : FakeAnswers.json(200, key.publicKeys().toJSONObject());
      case "/register" -> {
        authorization.register(text(request));
        yield FakeAnswers.json(201, Map.of("client_id", CLIENT_ID));
      }
      case "/par" ->
          FakeAnswers.json(
              201,
              Map.of(
                  "request_uri",
                  authorization.push(authorization.client(request, issuer())),
                  "expires_in",
                  90));
      case "/token" -> token(request);
      case "/open-banking/v4.0/event-subscriptions" -> {
        authorization.checkSignature(request);
        subscriptions.incrementAndGet();
        yield FakeAnswers.json(201, Map.of("Data", Map.of("EventSubscriptionId", "S1")));
      }
      case "/open-banking/v4.0/aisp/account-access-consents" -> {
        consentsMade.incrementAndGet();
        yield FakeAnswers.json(201, Map.of("Data", Map.of("ConsentId", CONSENT_ID)));
      }
      case "/open-banking/v4.0/events" -> poll(request);
      case "/open-banking/v4.0/event-subscriptions/S1" -> {
        authorization.checkSignature(request);
        subscription = body(request).path("Data");
        yield FakeAnswers.json(200, Map.of("Data", Map.of("EventSubscriptionId", "S1")));
      }
      case "/open-banking/v4.0/aisp/account-access-consents/" + CONSENT_ID -> {
        if (request.getMethod().equals("GET")) {
          yield FakeAnswers.json(
              200, Map.of("Data", Map.of("ConsentId", CONSENT_ID, "Status", consentStatus)));
        }
        deletedConsents.add(CONSENT_ID);
        yield new MockResponse(204, Headers.of(), "");
      }
      default -> data(path);
    };
  }

  /** Answers with all that waits; asked to keep us waiting, it does so until there is something. */
  private MockResponse poll(RecordedRequest request) throws InterruptedException {
    JsonNode said = body(request);
    polls.add(said); // before what it answers is gone, for that is what tests wait for
    if (!forgetsAcknowledgements) {
      said.path("ack").forEach(jti -> waiting.remove(jti.asText()));
    }
    said.path("setErrs").fieldNames().forEachRemaining(waiting::remove);
    lock.lock();
    try {
      boolean atOnce = said.path("returnImmediately").asBoolean() || !keepsWaiting;
      long nanos = atOnce ? 0 : LONG_POLL.toNanos();
      while (waiting.isEmpty() && !closed && nanos > 0) {
        nanos = queued.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
    return FakeAnswers.json(200, Map.of("moreAvailable", false, "sets", waiting));
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
      return OpenBankingJson.readTree(text(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().utf8();
  }

  private MockResponse token(RecordedRequest request) throws RefusedException {
    Map<String, String> form = authorization.client(request, issuer());
    if ("refresh_token".equals(form.get("grant_type"))) {
      refreshGrants.incrementAndGet();
      if (grantInvalid) {
        return FakeAnswers.json(400, Map.of("error", "invalid_grant"));
      }
    }
    return FakeAnswers.json(
        200,
        Map.of(
            "access_token",
            authorization.token(String.valueOf(form.get("jkt"))),
            "refresh_token",
            "secret-refresh",
            "token_type",
            authorization.tokenType(),
            "expires_in",
            600));
  }

  private MockResponse data(String path) {
    String code = forbidden;
    if (code != null) {
      return FakeAnswers.json(
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
    return FakeAnswers.json(404, Map.of());
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
    return FakeAnswers.json(
        200,
        Map.of(
            "Data", Map.of(name, items),
            "Links", Map.of("Self", issuer()),
            "Meta", Map.of()));
  }
}
