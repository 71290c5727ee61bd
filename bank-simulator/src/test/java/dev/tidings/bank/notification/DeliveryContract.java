package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.notification.TestBank.Attempted;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.EventUrn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a business event, to the TPP's endpoint, whatever the database. */
abstract class DeliveryContract {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final DeliveryPolicy POLICY = DeliveryPolicy.standard();

  private Database database;
  private TestBank bank;
  private Receiver receiver;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    database = open();
    bank = new TestBank(database, POLICY);
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
    bank.close();
    database.close();
  }

  @Test
  void aChangedBalanceReachesTheEntitledSubscriberAsASignedSet() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    bank.balanceChanged("a", 1);
    bank.step();

    RecordedRequest request = receiver.next();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/jwt");
    assertThat(request.getHeaders().get("x-fapi-financial-id")).isEqualTo("alder.example");
    assertThat(request.getHeaders().get("x-fapi-interaction-id"))
        .isEqualTo(Receiver.claims(request).get("txn"));
    assertThat(Receiver.claims(request))
        .containsEntry("iss", TestBank.ISSUER)
        .containsEntry("aud", List.of("tpp"))
        .containsEntry("sub", TestBank.ISSUER + "/open-banking/v4.0/aisp/accounts/a");
    assertThat(Receiver.events(request))
        .containsExactly(EventUrn.BALANCE_CHANGE, EventUrn.RESOURCE_UPDATE);
    assertThat(bank.nextAttempt().result())
        .isEqualTo(
            new AttemptResult.Settled(NotificationStatus.DELIVERED, AttemptResult.Sign.WELL));
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED");
  }

  @Test
  void nobodyElseIsTold() {
    bank.give("no-balances", Set.of(Permission.ReadAccountsDetail), "a");
    bank.give("other-account", BALANCES, "b");
    bank.take(bank.give("revoked", BALANCES, "a"));
    bank.give("other-types", BALANCES, "a");
    bank.step();
    for (String client : List.of("no-balances", "other-account", "revoked", "no-consent")) {
      bank.subscribe(client, receiver.url());
    }
    bank.subscribe("other-types", receiver.url(), EventType.CONSENT_AUTHORIZATION_REVOKED);
    bank.balanceChanged("a", 1);
    bank.step();

    assertThat(bank.statuses()).isEmpty();
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void severalConsentsOfATppMakeOneSet() {
    bank.give("tpp", BALANCES, "a");
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    bank.balanceChanged("a", 1);
    bank.step();

    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED");
  }

  @Test
  void onlySubscribedEventsAreInTheSet() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url(), EventType.RESOURCE_UPDATE);
    bank.balanceChanged("a", 1);
    bank.step();

    assertThat(Receiver.events(receiver.next())).containsExactly(EventUrn.RESOURCE_UPDATE);
  }

  @Test
  void aRevocationIsToldToItsTppOnly() {
    bank.subscribe("tpp", receiver.url());
    bank.subscribe("another", receiver.url());
    String consentId = bank.give("tpp", BALANCES, "a");
    bank.take(consentId);
    bank.step();

    RecordedRequest request = receiver.next();
    assertThat(Receiver.claims(request)).containsEntry("aud", List.of("tpp"));
    assertThat(Receiver.events(request)).containsExactly(EventUrn.CONSENT_AUTHORIZATION_REVOKED);
    assertThat(Receiver.event(request, EventUrn.CONSENT_AUTHORIZATION_REVOKED).keySet())
        .as("a reason would have to be a code, and there is none for this")
        .isEqualTo(Set.of("subject"));
    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly(consentId + " 3 DELIVERED");
  }

  @Test
  void nothingLeavesOnceTheConsentIsTakenBack() {
    String consentId = bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.balanceChanged("a", 2);
    bank.step();
    receiver.next();
    bank.nextAttempt();

    bank.take(consentId);
    receiver.answers(202);
    bank.clock.advance(POLICY.backoff().longest());
    bank.step();

    for (int attempts = 1; attempts <= 3; attempts++) {
      bank.nextAttempt();
    }
    assertThat(bank.statuses())
        .containsExactly("a 1 WITHHELD", "a 2 WITHHELD", consentId + " 3 DELIVERED");
    assertThat(Receiver.events(receiver.next()))
        .containsExactly(EventUrn.CONSENT_AUTHORIZATION_REVOKED);
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void anotherConsentStillEntitles() {
    String first = bank.give("tpp", BALANCES, "a");
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    bank.nextAttempt();
    bank.take(first);
    receiver.answers(202);
    bank.clock.advance(POLICY.backoff().longest());
    bank.step();

    bank.nextAttempt();
    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED", first + " 3 DELIVERED");
  }

  @Test
  void afterAFailureTheSameBytesComeOnScheduleAndNotBefore() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    receiver.dropsTheConnection();
    bank.balanceChanged("a", 1);
    bank.step();
    String first = Receiver.body(receiver.next());

    for (int failures = 1; failures <= 6; failures++) {
      Instant dueAt = retryOf(bank.nextAttempt()).dueAt();
      Duration wait = Duration.between(bank.clock.instant(), dueAt);
      Duration interval = POLICY.backoff().first().multipliedBy(1L << (failures - 1));
      assertThat(wait).isBetween(interval.dividedBy(2), interval);
      bank.clock.advance(wait.minusMillis(1));
      assertThat(bank.notifications.deliverDue()).isZero();
      if (failures == 6) {
        receiver.answers(204);
      } else {
        receiver.answers(failures % 2 == 0 ? 500 : 302);
      }
      bank.clock.advance(Duration.ofMillis(1));
      bank.step();
      assertThat(Receiver.body(receiver.next())).isEqualTo(first);
    }
    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED");
  }

  @Test
  void afterTheLastAttemptItIsGivenUpWithAReason() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    receiver.answers(503);
    bank.balanceChanged("a", 1);
    bank.step();
    int attempts = 1;
    while (bank.nextAttempt().result() instanceof AttemptResult.RetryAt retry) {
      bank.clock.advance(Duration.between(bank.clock.instant(), retry.dueAt()));
      bank.step();
      attempts++;
    }

    assertThat(attempts).isGreaterThan(50);
    assertThat(bank.statuses()).containsExactly("a 1 UNDELIVERABLE");
  }

  @Test
  void theOrderOfAnAccountIsKeptWhileOthersGoOn() {
    bank.give("tpp", BALANCES, "stuck", "free");
    bank.subscribe("tpp", receiver.url());
    receiver.answers(request ->
        Receiver.status(
            String.valueOf(Receiver.claims(request).get("sub")).endsWith("stuck") ? 500 : 202));
    for (int version = 1; version <= 3; version++) {
      bank.balanceChanged("stuck", version);
      bank.balanceChanged("free", version);
    }
    bank.step();
    for (int attempts = 1; attempts <= 4; attempts++) {
      bank.nextAttempt();
    }
    assertThat(bank.statuses())
        .containsExactlyInAnyOrder(
            "stuck 1 PENDING",
            "stuck 2 PENDING",
            "stuck 3 PENDING",
            "free 1 DELIVERED",
            "free 2 DELIVERED",
            "free 3 DELIVERED");

    List<Long> versions = new ArrayList<>();
    while (receiver.waiting() > 0) {
      receiver.next();
    }
    receiver.answers(202);
    bank.clock.advance(POLICY.backoff().longest());
    bank.step();
    for (int version = 1; version <= 3; version++) {
      bank.nextAttempt();
      versions.add(Receiver.version(receiver.next()));
    }
    assertThat(versions).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aBacklogLargerThanMemoryIsDeliveredInOrder() {
    String consentId = bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    int count = Lane.WINDOW_MAX + 200;
    Subscription subscription =
        database.ask(connection -> Subscriptions.ofClients(connection, List.of("tpp"))).getFirst();
    database.useTransaction(unit -> {
      for (int version = 1; version <= count; version++) {
        NotificationTable.insert(
            unit.handle(),
            List.of(Backlog.notification(subscription, consentId, version)),
            bank.clock.instant());
      }
    });
    bank.step();
    for (int version = 1; version <= count; version++) {
      assertThat(bank.nextAttempt().queued().version()).isEqualTo(version);
    }
  }

  @Test
  void whoHoldsANotificationUpDelaysNoOtherSubscription() throws Exception {
    bank.give("held", BALANCES, "a");
    bank.give("well", BALANCES, "b");
    String held = bank.subscribe("held", receiver.url());
    String well = bank.subscribe("well", receiver.url());
    CountDownLatch isHeld = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    bank.balanceChanged("a", 1);
    bank.broker.runOnce();
    Thread holder =
        Thread.ofVirtual()
            .start(() ->
                database.useTransaction(unit -> {
                  unit.handle()
                      .select("select jti from notification for update")
                      .mapTo(String.class)
                      .one();
                  isHeld.countDown();
                  await(release);
                }));
    await(isHeld);
    bank.balanceChanged("b", 1);
    bank.step();

    assertThat(bank.nextAttempt().subscriptionId()).isEqualTo(well);
    assertThat(bank.statuses()).containsExactly("a 1 PENDING", "b 1 DELIVERED");
    release.countDown();
    assertThat(bank.nextAttempt().subscriptionId()).isEqualTo(held);
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED", "b 1 DELIVERED");
    holder.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aHungReceiverDelaysNoOtherSubscription() throws IOException {
    bank.give("hung", BALANCES, "a", "b", "c");
    bank.give("well", BALANCES, "a", "b", "c");
    try (Receiver hung = new Receiver()) {
      hung.hangs();
      bank.subscribe("hung", hung.url());
      String well = bank.subscribe("well", receiver.url());
      for (String account : List.of("a", "b", "c")) {
        bank.balanceChanged(account, 1);
        bank.balanceChanged(account, 2);
      }
      bank.step();
      for (int attempts = 1; attempts <= 6; attempts++) {
        assertThat(bank.nextAttempt().subscriptionId()).isEqualTo(well);
      }
      assertThat(receiver.waiting()).isEqualTo(6);
      for (int account = 1; account <= 3; account++) {
        hung.next();
      }
      assertThat(hung.waiting()).as("one in flight an account").isZero();
    }
  }

  @Test
  void aReceiverThatHangsIsTriedAgain() {
    try (TestBank impatient =
        bank.another("node-2", POLICY.withCallTimeout(Duration.ofMillis(200)))) {
      bank.give("tpp", BALANCES, "a");
      impatient.subscribe("tpp", receiver.url());
      receiver.hangs();
      impatient.balanceChanged("a", 1);
      impatient.step();
      retryOf(impatient.nextAttempt());
      receiver.answers(202);
      AttemptResult result;
      do { // this machine may be too busy for one that is so impatient
        impatient.clock.advance(POLICY.backoff().longest());
        impatient.step();
        result = impatient.nextAttempt().result();
      } while (result instanceof AttemptResult.RetryAt);
      assertThat(impatient.statuses()).containsExactly("a 1 DELIVERED");
    }
  }

  @Test
  void anOwnerWhoseLeaseWasTakenOverCompletesNothing() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    CountDownLatch takenOver = new CountDownLatch(1);
    receiver.answers(_ -> {
      try {
        takenOver.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Receiver.status(500);
    });
    bank.balanceChanged("a", 1);
    bank.step();
    receiver.next();

    bank.clock.advance(Leases.DURATION);
    try (TestBank successor = bank.another("node-2", POLICY)) {
      receiver.answers(202);
      successor.step();
      successor.nextAttempt();
      takenOver.countDown();

      assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.NotOurs.class);
      assertThat(bank.statuses()).containsExactly("a 1 DELIVERED");
    }
  }

  @Test
  void theNextLifeGoesOnWhereTheLastOneEnded() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    Instant dueAt = retryOf(bank.nextAttempt()).dueAt();
    bank.balanceChanged("a", 2);

    receiver.answers(202);
    try (TestBank restarted = bank.another("node-1", POLICY)) {
      restarted.step();
      assertThat(restarted.attempts).isEmpty();
      bank.clock.advance(Duration.between(bank.clock.instant(), dueAt));
      restarted.step();
      assertThat(restarted.nextAttempt().queued().version()).isEqualTo(1);
      assertThat(restarted.nextAttempt().queued().version()).isEqualTo(2);
      assertThat(restarted.statuses()).containsExactly("a 1 DELIVERED", "a 2 DELIVERED");
    }
  }

  @Test
  void withoutACallbackTheSetIsKept() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", null);
    bank.balanceChanged("a", 1);
    bank.step();

    assertThat(bank.statuses()).containsExactly("a 1 PENDING");
  }

  @Test
  void aRunningBankDeliversWithoutBeingStepped() {
    bank.give("tpp", BALANCES, "a");
    bank.subscribe("tpp", receiver.url());
    bank.notifications.start();
    bank.broker.start();
    for (int version = 1; version <= 20; version++) {
      bank.balanceChanged("a", version);
      assertThat(Receiver.version(receiver.next())).isEqualTo(version);
    }
  }

  private static AttemptResult.RetryAt retryOf(Attempted attempted) {
    if (attempted.result() instanceof AttemptResult.RetryAt retry) {
      return retry;
    }
    throw new AssertionError("not to be tried again: " + attempted);
  }
}
