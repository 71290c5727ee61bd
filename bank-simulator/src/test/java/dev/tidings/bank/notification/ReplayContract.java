package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class ReplayContract {

  private static final int CHANGES = 4;
  private static final Duration APART = Duration.ofMinutes(1);

  private final Database database = open();
  private final TestBank bank = new TestBank(database, DeliveryPolicy.standard());
  private final TestHttp http = new TestHttp(bank);
  private final List<String> sent = new ArrayList<>();
  private Receiver receiver;
  private String consentId;
  private String subscriptionId;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    receiver = new Receiver();
    consentId =
        bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a", "b");
    subscriptionId = bank.subscribe("tpp", receiver.url());
    for (int version = 1; version <= CHANGES; version++) {
      bank.balanceChanged("a", version);
      bank.step();
      bank.nextAttempt();
      sent.add(Receiver.body(receiver.next()));
      bank.clock.advance(APART);
    }
  }

  @AfterEach
  void stop() {
    receiver.close();
    http.close();
    bank.close();
    database.close();
  }

  @Test
  void thePastComesOnceMoreAsTheSameBytesInOrderAtItsPace() throws IOException {
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":60}");
    bank.step();
    assertThat(Receiver.body(receiver.next())).isEqualTo(sent.getFirst());
    for (int index = 1; index < CHANGES; index++) {
      bank.clock.advance(Duration.ofMillis(999));
      bank.step();
      untilIdle();
      assertThat(receiver.waiting()).isZero();
      bank.clock.advance(Duration.ofMillis(1));
      bank.step();
      assertThat(Receiver.body(receiver.next())).isEqualTo(sent.get(index));
      untilIdle();
    }
    bank.step();
    untilIdle();
    assertThat(state().path("state").asText()).isEqualTo("ENDED");
    assertThat(state().path("sent").asInt()).isEqualTo(CHANGES);
  }

  @Test
  void itMayBeginAfterANotification() throws IOException {
    String jti =
        database.read(handle ->
            handle
                .select("select jti from notification where event_version = 3")
                .mapTo(String.class)
                .one());
    replay("{\"from\":\"" + jti + "\",\"speed\":1000}");
    bank.step();
    assertThat(Receiver.body(receiver.next())).isEqualTo(sent.get(3));
  }

  @Test
  void liveEventsGoTheirWayMeanwhile() throws IOException {
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":1}");
    bank.step();
    assertThat(Receiver.version(receiver.next())).isEqualTo(1);
    untilIdle();
    bank.balanceChanged("a", CHANGES + 1);
    bank.step();
    bank.nextAttempt();
    assertThat(Receiver.version(receiver.next())).isEqualTo(CHANGES + 1);
  }

  @Test
  void whatFailsIsSentAgainAndNothingIsLeftOut() throws IOException {
    receiver.answers(500);
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":1000}");
    bank.step();
    assertThat(Receiver.body(receiver.next())).isEqualTo(sent.getFirst());
    untilIdle();
    receiver.answers(202);
    bank.clock.advance(Duration.ofSeconds(1));
    bank.step();
    for (String set : sent) {
      assertThat(Receiver.body(receiver.next())).isEqualTo(set);
    }
  }

  @Test
  void thePauseThatTheTppAsksForIsKeptByEveryNode() throws IOException {
    receiver.answers(
        _ -> new MockResponse.Builder().code(429).addHeader("Retry-After", "600").build());
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":1000}");
    bank.step();
    assertThat(Receiver.body(receiver.next())).isEqualTo(sent.getFirst());
    untilIdle();
    receiver.answers(202);
    bank.clock.advance(Duration.ofSeconds(599));
    bank.step();
    untilIdle();
    try (TestBank other = bank.another("node-2", DeliveryPolicy.standard())) {
      other.step();
      untilIdle(other);
      assertThat(receiver.waiting()).isZero();

      bank.clock.advance(Duration.ofSeconds(1));
      other.step();
      for (String set : sent) {
        assertThat(Receiver.body(receiver.next())).isEqualTo(set);
      }
      untilIdle(other);
    }
  }

  @Test
  void whatTheTppWillNeverTakeIsPassedAndCounted() throws IOException {
    receiver.answers(request ->
        Receiver.body(request).equals(sent.get(1))
            ? new MockResponse.Builder().code(400).body("{\"err\":\"invalid_key\"}").build()
            : Receiver.status(202));
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":1000}");
    bank.clock.advance(Duration.ofSeconds(1));
    bank.step();
    for (String set : sent) {
      assertThat(Receiver.body(receiver.next())).isEqualTo(set);
    }
    untilIdle();

    assertThat(receiver.waiting()).isZero();
    assertThat(state().path("state").asText()).isEqualTo("ENDED");
    assertThat(state().path("sent").asInt()).isEqualTo(CHANGES - 1);
    assertThat(state().path("rejected").asInt()).isEqualTo(1);
  }

  @Test
  void anEndpointThatIsGoneIsDisabledAndEndsTheReplay() throws IOException {
    receiver.answers(410);
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":1000}");
    bank.step();
    receiver.next();
    untilIdle();

    assertThat(state().path("state").asText()).isEqualTo("ENDED");
    assertThat(state().path("reason").asText()).contains("answered 410");
    assertThat(
            database.<Optional<String>>read(
                handle -> Subscriptions.disabledReason(handle, subscriptionId)))
        .contains("answered 410");
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled_at", "breaker_opened_at"})
  void itWaitsWhileNothingElseIsPushed(String column) throws IOException {
    set(column);
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":1000}");
    bank.step();
    untilIdle();
    assertThat(receiver.waiting()).isZero();
    assertThat(state().path("state").asText()).isEqualTo("RUNNING");

    database.useTransaction(
        unit -> Subscriptions.enable(unit.handle(), subscriptionId, bank.clock.instant()));
    bank.clock.advance(Replays.LOOK_INTERVAL);
    bank.step();
    for (String set : sent) {
      assertThat(Receiver.body(receiver.next())).isEqualTo(set);
    }
    untilIdle();
  }

  @Test
  void itDoesNotWaitForEver() throws IOException {
    set("disabled_at");
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":1000}");
    bank.clock.advance(DeliveryPolicy.TOTAL_TIME_MAX);
    bank.step();
    untilIdle();
    assertThat(state().path("state").asText()).isEqualTo("RUNNING");
    bank.clock.advance(Replays.LOOK_INTERVAL);
    bank.step();
    untilIdle();
    assertThat(state().path("state").asText()).isEqualTo("ENDED");
    assertThat(state().path("reason").asText()).contains("72 hours");
  }

  @Test
  void afterItsTimeNothingIsLeftOfIt() throws IOException {
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":1000}");
    bank.clock.advance(Duration.ofSeconds(1));
    bank.step();
    untilIdle();
    ForgetSettled forget = new ForgetSettled(database, bank.clock);
    bank.clock.advance(ForgetSettled.DECISIONS_KEPT);
    forget.once();
    assertThat(replayLeases()).hasSize(1);
    bank.clock.advance(Duration.ofSeconds(1));
    forget.once();

    assertThat(replayLeases()).isEmpty();
    assertThat(state().isMissingNode()).isTrue();
  }

  @Test
  void nothingLeavesWithoutAConsent() throws IOException {
    bank.take(consentId);
    replay("{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":1000}");
    bank.clock.advance(Duration.ofSeconds(1));
    bank.notifications.deliverDue();
    untilIdle();
    assertThat(state().path("state").asText()).isEqualTo("ENDED");
    assertThat(state().path("sent").asInt()).isZero();
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void whatCannotBeIsRefused() throws IOException {
    for (String body :
        List.of(
            "{}",
            "{\"from\":\"yesterday\"}",
            "{\"from\":\"2036-11-23T00:00:00Z\"}",
            "{\"from\":\"2026-11-23T00:00:00Z\",\"speed\":0}")) {
      assertThat(http.post(path("/replay"), body).status()).isEqualTo(400);
    }
    assertThat(http.post(OperatorApi.SUBSCRIPTIONS + "/none/replay", "{}").status()).isEqualTo(400);
  }

  private List<String> replayLeases() {
    return database.read(handle ->
        handle
            .select("select name from lease where name like 'replay:%'")
            .mapTo(String.class)
            .list());
  }

  private void set(String column) {
    database.useTransaction(unit ->
        unit.handle()
            .execute(
                "update event_subscription set " + column + " = ? where subscription_id = ?",
                bank.clock.instant(),
                subscriptionId));
  }

  private void untilIdle() {
    untilIdle(bank);
  }

  private static void untilIdle(TestBank node) {
    while (node.notifications.replaying()) {
      Thread.onSpinWait();
    }
  }

  private void replay(String body) throws IOException {
    assertThat(http.post(path("/replay"), body).status()).isEqualTo(201);
  }

  private JsonNode state() throws IOException {
    return http.get(path("/replays")).json().path("replays").path(0);
  }

  private String path(String what) {
    return OperatorApi.SUBSCRIPTIONS + "/" + subscriptionId + what;
  }
}
