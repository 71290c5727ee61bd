package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.BusinessEvent.LinkedAccountClosed;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.securityevent.EventUrn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Shared Signals on the same engine: OpenID SSF 1.0, RFC 8935, RFC 8936. */
abstract class SharedSignalsContract extends SignalsFixture {

  @Test
  void theConfigurationSaysWhereEverythingIs() throws IOException {
    JsonNode found = http.get("/.well-known/ssf-configuration").json();

    assertThat(found.path("spec_version").asText()).isEqualTo("1_0");
    assertThat(found.path("issuer").asText()).isEqualTo(TestBank.ISSUER);
    assertThat(found.path("delivery_methods_supported").toString())
        .isEqualTo("[\"urn:ietf:rfc:8935\",\"urn:ietf:rfc:8936\"]");
    for (String endpoint :
        List.of(
            "configuration_endpoint",
            "status_endpoint",
            "add_subject_endpoint",
            "remove_subject_endpoint",
            "verification_endpoint")) {
      String path = found.path(endpoint).asText().substring(TestBank.ISSUER.length());
      assertThat(http.send("POST", path, null, "{}").status()).as(endpoint).isEqualTo(401);
    }
  }

  @Test
  void aPushedSignalHasTheFormOfTheStandard() throws Exception {
    bank.give("tpp", BALANCES, "a");
    String id = create(push(",\"authorization_header\":\"Bearer of-the-receiver\""));
    bank.balanceChanged("a", 7);
    bank.step();

    RecordedRequest request = receiver.next();
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/secevent+jwt");
    assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer of-the-receiver");
    SignedJWT set = SignedJWT.parse(Receiver.body(request));
    assertThat(set.getHeader().toJSONObject())
        .containsEntry("typ", "secevent+jwt")
        .containsEntry("kid", TestBank.KEY.kid())
        .doesNotContainKey("crit");
    assertThat(set.verify(new RSASSAVerifier(TestBank.KEY.jwk().toRSAPublicKey()))).isTrue();
    Map<String, Object> claims = set.getPayload().toJSONObject();
    assertThat(claims)
        .containsEntry("iss", TestBank.ISSUER)
        .containsEntry("aud", "tpp")
        .containsEntry(
            "sub_id",
            Map.of("format", "uri", "uri", TestBank.ISSUER + "/open-banking/v4.0/aisp/accounts/a"))
        .containsKeys("jti", "iat", "txn", "toe")
        .doesNotContainKeys("sub", "exp");
    assertThat(Receiver.events(request)).containsExactly(EventUrn.BALANCE_CHANGE);
    assertThat(Receiver.version(request)).isEqualTo(7);
    assertThat(id).isNotEmpty();
  }

  @Test
  void aSubscriptionAndAStreamAreToldSideBySide() throws IOException {
    bank.give("tpp", BALANCES, "a");
    try (Receiver openBanking = new Receiver()) {
      bank.subscribe("tpp", openBanking.url());
      create(push(""));
      for (int version = 1; version <= 3; version++) {
        bank.balanceChanged("a", version);
      }
      bank.step();
      for (long version = 1; version <= 3; version++) {
        RecordedRequest signal = receiver.next();
        RecordedRequest set = openBanking.next();
        assertThat(Receiver.version(signal)).isEqualTo(version);
        assertThat(Receiver.version(set)).isEqualTo(version);
        assertThat(Receiver.claims(signal).get("jti"))
            .isNotEqualTo(Receiver.claims(set).get("jti"));
        assertThat(set.getHeaders().get("Content-Type")).isEqualTo("application/jwt");
      }
      receiver.answers(500);
      bank.balanceChanged("a", 4);
      bank.step();
      assertThat(Receiver.version(openBanking.next())).isEqualTo(4);
    }
  }

  @Test
  void whatIsQueuedCanBePolled() throws IOException {
    bank.give("tpp", BALANCES, "a");
    JsonNode stream = created("{}");
    assertThat(stream.path("delivery").path("method").asText()).isEqualTo("urn:ietf:rfc:8936");
    String path =
        stream.path("delivery").path("endpoint_url").asText().substring(TestBank.ISSUER.length());
    bank.balanceChanged("a", 1);
    bank.balanceChanged("a", 2);
    bank.step();

    String other = bank.token("other", "accounts", null);
    assertThat(http.send("POST", path, other, "{\"returnImmediately\":true}").status())
        .isEqualTo(404);
    JsonNode first = call("POST", path, "{\"returnImmediately\":true,\"maxEvents\":1}", 200);
    assertThat(first.path("moreAvailable").asBoolean()).isTrue();
    String jti = first.path("sets").fieldNames().next();
    assertThat(Receiver.version(first.path("sets").path(jti).asText())).isEqualTo(1);
    JsonNode second =
        call("POST", path, "{\"returnImmediately\":true,\"ack\":[\"" + jti + "\"]}", 200);
    assertThat(Receiver.version(second.path("sets").elements().next().asText())).isEqualTo(2);
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED", "a 2 PENDING");
  }

  @Test
  void withoutAConsentNothingLeaves() throws IOException {
    create(push(""));
    String consentId = bank.give("tpp", BALANCES, "a");
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    bank.nextAttempt();
    receiver.next();
    bank.take(consentId);
    receiver.answers(202);
    bank.clock.advance(POLICY.backoff().longest());
    bank.step();
    bank.nextAttempt();
    bank.nextAttempt();

    RecordedRequest revoked = receiver.next();
    assertThat(Receiver.events(revoked)).containsExactly(EventUrn.CONSENT_AUTHORIZATION_REVOKED);
    assertThat(receiver.waiting()).isZero();
    assertThat(bank.statuses()).containsExactly("a 1 WITHHELD", consentId + " 3 DELIVERED");
  }

  @Test
  void aStreamIsReadChangedReplacedAndDeleted() throws IOException {
    String id =
        create(
            push("")
                .replace(
                    "{\"del",
                    "{\"description\":\"mine\",\"events_requested\":[\""
                        + EventUrn.LOW_BALANCE
                        + "\",\"urn:unknown\"],\"del"));
    String at = SignalsMetadata.STREAM + "?stream_id=" + id;
    JsonNode read = call("GET", at, null, 200);
    assertThat(read.path("events_delivered").toString())
        .isEqualTo("[\"" + EventUrn.LOW_BALANCE + "\"]");
    assertThat(read.path("events_requested").size()).isEqualTo(2);
    assertThat(read.path("events_supported").size()).isEqualTo(6);
    assertThat(call("GET", SignalsMetadata.STREAM, null, 200).size()).isEqualTo(1);
    call("POST", SignalsMetadata.STREAM, "{}", 409);

    JsonNode patched =
        call(
            "PATCH",
            SignalsMetadata.STREAM,
            "{\"stream_id\":\""
                + id
                + "\",\"iss\":\""
                + TestBank.ISSUER
                + "\",\"events_requested\":[\""
                + EventUrn.BALANCE_CHANGE
                + "\"]}",
            200);
    assertThat(patched.path("description").asText()).isEqualTo("mine");
    assertThat(patched.path("delivery")).isEqualTo(read.path("delivery"));
    assertThat(patched.path("events_delivered").toString()).contains("balance-change");

    JsonNode replaced = call("PUT", SignalsMetadata.STREAM, "{\"stream_id\":\"" + id + "\"}", 200);
    assertThat(replaced.has("description")).isFalse();
    assertThat(replaced.path("delivery").path("method").asText()).isEqualTo("urn:ietf:rfc:8936");
    assertThat(replaced.path("events_delivered")).isEqualTo(read.path("events_supported"));

    String other = bank.token("other", "accounts", null);
    assertThat(http.send("GET", at, other, null).status()).isEqualTo(404);
    assertThat(http.send("DELETE", at, other, null).status()).isEqualTo(404);
    call("DELETE", at, null, 204);
    call("DELETE", at, null, 404);
    assertThat(call("GET", SignalsMetadata.STREAM, null, 200).size()).isZero();
  }

  @Test
  void aWrongRequestIsAnsweredInTheFormOfTheStandard() throws IOException {
    String id = create("{}");
    List<String> wrong =
        List.of(
            "nothing",
            "{}",
            "{\"stream_id\":1}",
            of(id, "\"delivery\":{\"method\":\"urn:x\"}"),
            of(id, "\"delivery\":{\"method\":\"urn:ietf:rfc:8935\"}"),
            of(id, endpoint("ftp://tpp.example/x")),
            of(id, endpoint("https://user:secret@tpp.example/x")),
            of(id, endpoint("https://tpp.example/x#y")),
            of(id, "\"events_requested\":\"x\""),
            of(id, "\"events_requested\":[1]"),
            of(id, "\"events_requested\":[null]"),
            of(id, "\"events_requested\":[" + controls() + "]"),
            of(id, "\"iss\":\"https://another.example\""),
            of(id, "\"aud\":\"another\""),
            of(id, "\"description\":7"));
    for (String body : wrong) {
      for (String method : List.of("PATCH", "PUT")) {
        JsonNode error = call(method, SignalsMetadata.STREAM, body, 400);
        assertThat(error.path("err").asText()).as(body).isEqualTo("invalid_request");
        assertThat(error.path("description").asText()).as(body).isNotEmpty();
      }
    }
    call("PATCH", SignalsMetadata.STREAM, "{\"stream_id\":\"another\"}", 404);
    String consentId = bank.give("tpp", BALANCES, "a");
    String customers = bank.token("tpp", "accounts", consentId);
    assertThat(http.send("GET", SignalsMetadata.STREAM, customers, null).body())
        .contains("access_denied");
    assertThat(http.send("GET", SignalsMetadata.STREAM, null, null).status()).isEqualTo(401);
    assertThat(
            http.send("PUT", EventSubscriptionsApi.PATH + "/" + id, token, subscription(id))
                .status())
        .as("a stream is no event subscription")
        .isEqualTo(400);
  }

  @Test
  void aPausedStreamHoldsAndADisabledOneDoesNot() throws IOException {
    bank.give("tpp", BALANCES, "a");
    String id = create(push(""));
    setStatus(id, "paused");
    bank.balanceChanged("a", 1);
    bank.balanceChanged("a", 2);
    bank.step();
    assertThat(receiver.waiting()).isZero();
    assertThat(bank.statuses()).containsExactly("a 1 PENDING", "a 2 PENDING");
    assertThat(call("GET", status(id), null, 200).path("status").asText()).isEqualTo("paused");

    setStatus(id, "enabled");
    bank.step();
    assertThat(Receiver.version(receiver.next())).isEqualTo(1);
    assertThat(Receiver.version(receiver.next())).isEqualTo(2);
    bank.nextAttempt();
    bank.nextAttempt();

    setStatus(id, "disabled");
    bank.balanceChanged("a", 3);
    bank.step();
    setStatus(id, "enabled");
    bank.balanceChanged("a", 4);
    bank.step();
    assertThat(Receiver.version(receiver.next())).isEqualTo(4);
    call("POST", SignalsMetadata.STATUS, of(id, "\"status\":\"asleep\""), 400);
  }

  @Test
  void aPauseEndsThePollThatIsUnderWayAndNothingIsGiven() throws Exception {
    bank.give("tpp", BALANCES, "a");
    String id = create("{}");
    String path = SignalsMetadata.POLL.replace("{stream_id}", id);
    CompletableFuture<TestHttp.Answer> underWay = http.begin("POST", path, token, "{}");
    while (bank.notifications.pollsWaiting() == 0) {
      Thread.onSpinWait();
    }
    setStatus(id, "paused");
    bank.balanceChanged("a", 1);
    bank.step();

    assertThat(underWay.get().json().path("sets")).isEmpty();
    assertThat(call("POST", path, "{}", 200).path("sets")).as("and it does not wait").isEmpty();
    setStatus(id, "enabled");
    assertThat(call("POST", path, "{}", 200).path("sets")).hasSize(1);
  }

  @Test
  void aChangeOfAStreamsDeliveryWakesNoPausedOne() throws IOException {
    bank.give("tpp", BALANCES, "a");
    String id = create("{}");
    setStatus(id, "paused");
    bank.balanceChanged("a", 1);
    call("PUT", SignalsMetadata.STREAM, of(id, push("").substring(1).replaceAll("}$", "")), 200);
    bank.step();
    assertThat(receiver.waiting()).isZero();
    assertThat(bank.statuses()).containsExactly("a 1 PENDING");
  }

  @Test
  void nothingIsDeliveredThatTheStreamDoesNotSay() throws IOException {
    bank.give("tpp", BALANCES, "a");
    JsonNode stream = created(push(""));
    Set<String> delivered = new HashSet<>();
    stream.path("events_delivered").forEach(urn -> delivered.add(urn.asText()));
    bank.balanceChanged("a", 1);
    bank.append(new LowBalance("a", 1, "t", List.of("cust-amelia")));
    bank.append(new LinkedAccountClosed("consent", "tpp", "a", 2));
    bank.append(new ConsentRevoked("consent", "tpp", 3));
    bank.step();

    List<String> received = new ArrayList<>();
    for (int sets = 0; sets < 4; sets++) {
      received.addAll(Receiver.events(receiver.next()));
    }
    assertThat(received)
        .contains(EventUrn.LINKED_ACCOUNT_UPDATE)
        .doesNotHaveDuplicates()
        .isSubsetOf(delivered);
  }

  @Test
  void aVerificationEventComesBackWithItsState() throws IOException {
    String id = create(push(""));
    call("POST", SignalsMetadata.VERIFY, of(id, "\"state\":\"VGhpcyBpcyBh\""), 204);
    bank.step();

    Map<String, Object> claims = Receiver.claims(receiver.next());
    assertThat(claims)
        .containsEntry("sub_id", Map.of("format", "opaque", "id", id))
        .containsEntry("events", Map.of(EventUrn.VERIFICATION, Map.of("state", "VGhpcyBpcyBh")));
    call("POST", SignalsMetadata.VERIFY, of(id, null), 429);
    bank.clock.advance(Duration.ofSeconds(SignalsMetadata.VERIFICATION_INTERVAL_SECONDS_MIN));
    call("POST", SignalsMetadata.VERIFY, of(id, null), 204);
    bank.step();
    assertThat(Receiver.claims(receiver.next()))
        .containsEntry("events", Map.of(EventUrn.VERIFICATION, Map.of()));
  }

  @Test
  void aStreamThatTheBankPausedIsToldWhenItGoesOn() throws IOException {
    bank.give("tpp", BALANCES, "a");
    String id = create(push(""));
    receiver.answers(410);
    bank.balanceChanged("a", 1);
    bank.step();
    bank.nextAttempt();
    receiver.next();
    JsonNode status = call("GET", status(id), null, 200);
    assertThat(status.path("status").asText()).isEqualTo("paused");
    assertThat(status.path("reason").asText()).contains("410");

    receiver.answers(202);
    assertThat(http.post("/sandbox/subscriptions/" + id + "/enable", "{}").status()).isEqualTo(200);
    bank.step();
    List<String> events = new ArrayList<>();
    events.addAll(Receiver.events(receiver.next()));
    events.addAll(Receiver.events(receiver.next()));
    assertThat(events).containsExactlyInAnyOrder(EventUrn.STREAM_UPDATED, EventUrn.BALANCE_CHANGE);
    assertThat(call("GET", status(id), null, 200).path("status").asText()).isEqualTo("enabled");
  }

  /** As many and as long as may be, of what is longest once it is written as JSON. */
  private static String controls() {
    String event = "\"" + "\\u0001".repeat(StreamRequest.TEXT_LENGTH_MAX) + "\"";
    return String.join(",", Collections.nCopies(StreamRequest.EVENTS_MAX, event));
  }

  private static String subscription(String id) {
    return "{\"Data\":{\"EventSubscriptionId\":\"" + id + "\",\"Version\":\"4.0\"}}";
  }

  private static String status(String id) {
    return SignalsMetadata.STATUS + "?stream_id=" + id;
  }

  private void setStatus(String id, String status) throws IOException {
    call("POST", SignalsMetadata.STATUS, of(id, "\"status\":\"" + status + "\""), 200);
  }
}
