package dev.tidings.bank.notification;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jwt.SignedJWT;
import dev.tidings.securityevent.EventUrn;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A TPP's endpoint that behaves as told. */
final class Receiver implements AutoCloseable {

  private final MockWebServer server = new MockWebServer();
  private final BlockingQueue<RecordedRequest> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Function<RecordedRequest, MockResponse> behaviour = _ -> status(202);

  Receiver() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            requests.add(request);
            return behaviour.apply(request);
          }
        });
    server.start();
  }

  String url() {
    return server.url("/events" + CallbackUrl.SUFFIX).toString();
  }

  void answers(int status) {
    behaviour = _ -> status(status);
  }

  void answers(Function<RecordedRequest, MockResponse> wanted) {
    behaviour = wanted;
  }

  void dropsTheConnection() {
    behaviour =
        _ -> new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  void hangs() {
    behaviour =
        _ -> {
          try {
            closing.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return status(202);
        };
  }

  RecordedRequest next() {
    try {
      RecordedRequest next = requests.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was received");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int waiting() {
    return requests.size();
  }

  static MockResponse status(int status) {
    return new MockResponse.Builder().code(status).build();
  }

  static Map<String, Object> claims(RecordedRequest request) {
    return claims(body(request));
  }

  private static Map<String, Object> claims(String set) {
    try {
      return SignedJWT.parse(set).getJWTClaimsSet().getClaims();
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  static String body(RecordedRequest request) {
    if (request.getBody() == null) {
      throw new AssertionError("no body");
    }
    return request.getBody().utf8();
  }

  /** The account's version in our own event of the SET. */
  static long version(RecordedRequest request) {
    return version(body(request));
  }

  /** As {@link #version(RecordedRequest)}, of a compact JWS. */
  static long version(String set) {
    Map<?, ?> change = (Map<?, ?>) requireNonNull(eventsOf(set).get(EventUrn.BALANCE_CHANGE));
    return ((Number) requireNonNull(change.get("account_version"))).longValue();
  }

  static List<String> events(RecordedRequest request) {
    return eventsOf(body(request)).keySet().stream().map(String::valueOf).sorted().toList();
  }

  /** What the SET says of one of its events. */
  static Map<?, ?> event(RecordedRequest request, String urn) {
    return (Map<?, ?>) requireNonNull(eventsOf(body(request)).get(urn));
  }

  static Map<?, ?> eventsOf(String set) {
    return (Map<?, ?>) requireNonNull(claims(set).get("events"));
  }

  @Override
  public void close() {
    closing.countDown();
    server.close();
  }
}
