package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.EventUrn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What went wrong in WSO2's event notifications, as published in its issues: not here. */
class KnownMistakesTest {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final int ATTEMPTS = 40;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofSeconds(15);

  private final Database database = TestDatabase.inMemory();
  private final TestBank bank = new TestBank(database, DeliveryPolicy.standard());
  private Receiver alpha;
  private Receiver beta;

  @BeforeEach
  void start() throws IOException {
    alpha = new Receiver();
    beta = new Receiver();
  }

  @AfterEach
  void stop() {
    alpha.close();
    beta.close();
    bank.close();
    database.close();
  }

  @Test
  void aFixedCallbackForAll_eachSubscriberIsToldAtItsOwn() {
    bank.give("alpha", BALANCES, "a");
    bank.give("beta", BALANCES, "a");
    bank.subscribe("alpha", alpha.url());
    bank.subscribe("beta", beta.url());
    bank.balanceChanged("a", 1);
    bank.step();
    settled(2);

    assertThat(audience(alpha.next())).isEqualTo("[alpha]");
    assertThat(audience(beta.next())).isEqualTo("[beta]");
    assertThat(alpha.waiting() + beta.waiting()).isZero();
  }

  @Test
  void anUnsubscribedTypeDelivered_onlyWhatWasAskedForLeaves() {
    String consentId = bank.give("alpha", BALANCES, "a");
    bank.give("beta", BALANCES, "a");
    bank.subscribe("alpha", alpha.url(), EventType.CONSENT_AUTHORIZATION_REVOKED);
    bank.subscribe("beta", beta.url(), EventType.RESOURCE_UPDATE);
    bank.balanceChanged("a", 1);
    bank.step();
    settled(1);
    bank.take(consentId);
    bank.step();
    settled(1);

    assertThat(Receiver.events(alpha.next()))
        .containsExactly(EventUrn.CONSENT_AUTHORIZATION_REVOKED);
    assertThat(Receiver.events(beta.next())).containsExactly(EventUrn.RESOURCE_UPDATE);
    assertThat(alpha.waiting() + beta.waiting()).isZero();
  }

  @Test
  void everyCallbackReceiving_onlyTheEntitledOneDoes() {
    bank.give("alpha", BALANCES, "a");
    bank.give("beta", BALANCES, "b");
    bank.subscribe("alpha", alpha.url());
    bank.subscribe("beta", beta.url());
    bank.balanceChanged("a", 1);
    bank.step();
    settled(1);

    assertThat(audience(alpha.next())).isEqualTo("[alpha]");
    assertThat(beta.waiting()).isZero();
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED");
  }

  @Test
  void aRefusedConnectionRetriedForEverWithoutBackoff_itIsTriedLessOftenAndThenNoMore() {
    bank.give("alpha", BALANCES, "a");
    bank.subscribe("alpha", alpha.url());
    alpha.close();
    bank.balanceChanged("a", 1);
    bank.step();
    List<Instant> attempted = new ArrayList<>();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.RetryAt.class);
      attempted.add(bank.clock.instant());
      while (bank.attempts.isEmpty() && bank.notifications.deliverDue() == 0) {
        boolean early = bank.clock.instant().isBefore(attempted.getFirst().plus(MINUTE));
        bank.clock.advance(early ? Duration.ofSeconds(1) : STEP);
      }
    }

    Instant start = attempted.getFirst();
    assertThat(attempted).filteredOn(at -> at.isBefore(start.plus(MINUTE))).hasSizeLessThan(9);
    assertThat(Duration.between(attempted.get(ATTEMPTS - 2), attempted.getLast()))
        .isGreaterThan(Breaker.PROBE_BACKOFF.longest().dividedBy(2).minus(STEP));
    bank.nextAttempt();
    bank.clock.advance(DeliveryPolicy.TOTAL_TIME_MAX);
    bank.step();
    bank.nextAttempt();
    bank.clock.advance(DeliveryPolicy.TOTAL_TIME_MAX);
    bank.step();
    assertThat(bank.attempts).isEmpty();
    assertThat(bank.statuses()).containsExactly("a 1 UNDELIVERABLE");
  }

  private void settled(int attempts) {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.Settled.class);
    }
  }

  private static String audience(RecordedRequest request) {
    return String.valueOf(Receiver.claims(request).get("aud"));
  }
}
