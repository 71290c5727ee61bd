package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.notification.AttemptResult.Settled;
import dev.tidings.bank.notification.AttemptResult.Sign;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class BreakerContract {

  private static final int ACCOUNTS = 2 * Breaker.FAILURES_MAX;
  private static final DeliveryPolicy ONE_AT_A_TIME = DeliveryPolicy.standard().withInFlightMax(1);
  private static final Duration FIRST_PROBE = Breaker.PROBE_BACKOFF.first();
  private static final Duration LONGEST_PROBE = Breaker.PROBE_BACKOFF.longest();

  private final Database database = open();
  private final TestBank bank = new TestBank(database, ONE_AT_A_TIME);
  private final TestHttp http = new TestHttp(bank);
  private Receiver receiver;
  private String subscriptionId;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    receiver = new Receiver();
    String[] accounts = new String[ACCOUNTS];
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts[i] = "a" + i;
    }
    bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), accounts);
    subscriptionId = bank.subscribe("tpp", receiver.url());
    receiver.answers(500);
    for (String account : accounts) {
      bank.balanceChanged(account, 1);
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
  void afterManyFailuresOnlyOneProbeAtATimeLeaves() throws IOException {
    untilOpen();
    bank.clock.advance(FIRST_PROBE.dividedBy(2).minusMillis(1));
    assertThat(bank.notifications.deliverDue()).isZero();
    bank.clock.advance(FIRST_PROBE);
    bank.notifications.deliverDue();
    bank.nextAttempt();
    assertThat(bank.notifications.deliverDue()).isZero();
    assertThat(receiver.waiting()).isEqualTo(Breaker.FAILURES_MAX + 1);
    assertThat(health().path("backlog").asInt()).isEqualTo(ACCOUNTS);
  }

  @Test
  void aProbeThatSucceedsMakesAllThatWaitsDue() throws IOException {
    untilOpen();
    receiver.answers(202);
    bank.clock.advance(FIRST_PROBE);
    bank.notifications.deliverDue();
    for (int delivered = 1; delivered <= ACCOUNTS; delivered++) {
      assertThat(bank.nextAttempt().result())
          .isEqualTo(new Settled(NotificationStatus.DELIVERED, Sign.WELL));
    }
    assertThat(health().path("breaker").asText()).isEqualTo("CLOSED");
    assertThat(health().path("backlog").asInt()).isZero();
  }

  @Test
  void theNextLifeKeepsItOpen() {
    untilOpen();
    try (TestBank restarted = bank.another("node-1", ONE_AT_A_TIME)) {
      restarted.step();
      assertThat(restarted.attempts).isEmpty();
      bank.clock.advance(FIRST_PROBE);
      assertThat(restarted.notifications.deliverDue()).isEqualTo(1);
    }
  }

  @Test
  void aPauseThatTheTppAsksForHoldsBackEveryAccount() {
    receiver.answers(
        _ -> new MockResponse.Builder().code(429).setHeader("Retry-After", "60").build());
    bank.step();
    bank.nextAttempt();
    bank.clock.advance(Duration.ofSeconds(59));
    assertThat(bank.notifications.deliverDue()).isZero();
    receiver.answers(202);
    bank.clock.advance(Duration.ofSeconds(1));
    bank.step();
    for (int delivered = 1; delivered <= ACCOUNTS; delivered++) {
      bank.nextAttempt();
    }
    assertThat(receiver.waiting()).isEqualTo(ACCOUNTS + 1);
  }

  @Test
  void anEndpointThatFailsForTheTotalTimeIsDisabledUntilTheOperatorEnablesIt() throws IOException {
    untilDisabled();
    assertThat(health().path("reason").asText()).startsWith("no success since 2026-11-23T09:00:0");
    bank.clock.advance(LONGEST_PROBE);
    bank.step();
    assertThat(bank.attempts).isEmpty();

    String enable = OperatorApi.SUBSCRIPTIONS + "/" + subscriptionId + "/enable";
    receiver.answers(202);
    assertThat(http.post(enable, "{}").status()).isEqualTo(200);
    bank.step();
    bank.nextAttempt();
    assertThat(health().path("state").asText()).isEqualTo("ENABLED");
    assertThat(health().path("breaker").asText()).isEqualTo("CLOSED");
  }

  @Test
  void theTppEnablesItByAPut() throws IOException {
    untilDisabled();
    String body =
        "{\"Data\":{\"EventSubscriptionId\":\""
            + subscriptionId
            + "\",\"CallbackUrl\":\""
            + receiver.url()
            + "\",\"Version\":\"4.0\"}}";
    String path = EventSubscriptionsApi.PATH + "/" + subscriptionId;
    receiver.answers(202);
    assertThat(http.send("PUT", path, bank.token("tpp", "accounts", null), body).status())
        .isEqualTo(200);
    bank.step();
    bank.nextAttempt();
    assertThat(health().path("state").asText()).isEqualTo("ENABLED");
  }

  @Test
  void thereIsNothingToEnableWithoutASubscription() throws IOException {
    assertThat(http.post(OperatorApi.SUBSCRIPTIONS + "/none/enable", "{}").status()).isEqualTo(400);
  }

  @Test
  void troubleInTheBankItselfDelaysTheNextProbe() {
    Instant now = bank.clock.instant();
    Breaker breaker =
        new Breaker(ONE_AT_A_TIME, new Random(1), new Breaker.State(now, now, 3, now));
    assertThat(breaker.mayProbe(now)).isTrue();
    breaker.record(new AttemptResult.Trouble(now), now);
    assertThat(breaker.mayProbe(now)).isFalse();
    assertThat(breaker.mayProbe(now.plus(FIRST_PROBE))).isTrue();
  }

  @Test
  void afterAnOutageMoreIsSentLittleByLittle() {
    DeliveryPolicy policy = DeliveryPolicy.standard();
    Instant now = bank.clock.instant();
    Breaker breaker = new Breaker(policy, new Random(1), new Breaker.State(now, now, 3, now));
    assertThat(breaker.isOpen()).isTrue();
    List<Integer> caps = new ArrayList<>();
    for (int successes = 1; successes <= 5; successes++) {
      breaker.record(new Settled(NotificationStatus.DELIVERED, Sign.WELL), now);
      caps.add(breaker.cap(now));
    }
    assertThat(caps).containsExactly(1, 2, 4, policy.inFlightMax(), policy.inFlightMax());
  }

  private void untilOpen() {
    bank.step();
    for (int failures = 1; failures <= Breaker.FAILURES_MAX; failures++) {
      assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.RetryAt.class);
    }
    assertThat(bank.notifications.deliverDue()).isZero();
  }

  private void untilDisabled() throws IOException {
    untilOpen();
    Instant last = bank.clock.instant().plus(ONE_AT_A_TIME.totalTimeMax());
    while (health().path("state").asText().equals("ENABLED")) {
      assertThat(bank.clock.instant()).isBefore(last);
      bank.clock.advance(LONGEST_PROBE);
      bank.step();
      bank.nextAttempt();
    }
  }

  private JsonNode health() throws IOException {
    return http.get(OperatorApi.SUBSCRIPTIONS).json().path("subscriptions").path(0);
  }
}
