package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.notification.AttemptResult.Settled;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer that comes when its subscription has begun anew, or its TPP has polled. */
abstract class AnewContract {

  private static final String SET_ERROR = "{\"err\":\"invalid_key\",\"description\":\"no\"}";

  private final CountDownLatch answer = new CountDownLatch(1);
  private Database database;
  private TestBank bank;
  private Receiver receiver;
  private String subscriptionId;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    database = open();
    bank = new TestBank(database, DeliveryPolicy.standard());
    receiver = new Receiver();
    bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a");
    subscriptionId = bank.subscribe("tpp", receiver.url());
    bank.balanceChanged("a", 1);
  }

  @AfterEach
  void stop() {
    answer.countDown();
    receiver.close();
    bank.close();
    database.close();
  }

  @Test
  void goneAtTheFormerAddressDisablesNotTheNewOne() {
    sendAndBeginAnew(410);

    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.NotOurs.class);
    Optional<String> disabled =
        database.read(handle -> Subscriptions.disabledReason(handle, subscriptionId));
    assertThat(disabled).isEmpty();
    receiver.answers(202);
    bank.step();
    assertThat(bank.nextAttempt().result()).isInstanceOf(Settled.class);
  }

  @Test
  void aFailureAtTheFormerAddressPutsNothingOff() {
    sendAndBeginAnew(500);

    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.NotOurs.class);
    assertThat(row("failures")).isEqualTo("0");
    receiver.answers(202);
    bank.step();
    assertThat(bank.nextAttempt().result()).isInstanceOf(Settled.class);
  }

  @Test
  void aRefusalAtTheFormerAddressEndsNothing() {
    sendAndBeginAnew(400);

    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.NotOurs.class);
    assertThat(bank.statuses()).containsExactly("a 1 PENDING");
  }

  @Test
  void whatTheFormerAddressHasTakenIsDelivered() {
    sendAndBeginAnew(202);

    assertThat(bank.nextAttempt().result()).isInstanceOf(Settled.class);
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED");
  }

  @Test
  void aFailureThatHasToWaitForTheBeginningPutsNothingOff() throws IOException {
    bank.give("well", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "b");
    try (Receiver well = new Receiver()) {
      String other = bank.subscribe("well", well.url());
      send(500);
      database.useTransaction(unit -> {
        Subscriptions.enable(unit.handle(), subscriptionId, bank.clock.instant());
        answer.countDown();
        bank.balanceChanged("b", 1);
        bank.step();
        assertThat(bank.nextAttempt().subscriptionId()).isEqualTo(other);
      });
    }

    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.NotOurs.class);
    assertThat(row("failures")).isEqualTo("0");
  }

  @Test
  void whatWasSentIsSeenEvenIfAPollHasEndedItMeanwhile() {
    send(500);
    String jti = row("jti");
    new Poll(database, bank.look(), DeliveryPolicy.standard(), bank.clock)
        .acknowledge(subscriptionId, new PollRequest(0, true, List.of(jti), Map.of()));
    answer.countDown();

    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.NotOurs.class);
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED");
    assertThat(row("reason")).isEqualTo("polled");
    assertThat(attempts()).containsExactly("1 500 RETRY");
  }

  @Test
  void noAttemptIsKeptTwice() {
    DeliveryAttempt once = attempt(DeliveryAttempt.Outcome.RETRY);
    DeliveryAttempt again = attempt(DeliveryAttempt.Outcome.DELIVERED);
    database.useTransaction(
        unit -> DeliveryAttempt.insert(unit.handle(), List.of(once, once, again)));
    database.useTransaction(unit -> DeliveryAttempt.insert(unit.handle(), List.of(again)));

    assertThat(attempts()).containsExactly("1 null RETRY", "2 null DELIVERED");
  }

  private DeliveryAttempt attempt(DeliveryAttempt.Outcome outcome) {
    return new DeliveryAttempt(
        "jti", bank.clock.instant(), Duration.ofMillis(7), null, outcome, null);
  }

  private void sendAndBeginAnew(int status) {
    send(status);
    database.useTransaction(
        unit -> Subscriptions.enable(unit.handle(), subscriptionId, bank.clock.instant()));
    answer.countDown();
  }

  /** It is answered when the latch allows. */
  private void send(int status) {
    receiver.answers(_ -> {
      await(answer);
      return new MockResponse.Builder().code(status).body(status == 400 ? SET_ERROR : "").build();
    });
    bank.step();
    receiver.next();
  }

  private String row(String column) {
    return database.read(handle ->
        handle
            .select("select * from notification where subscription_id = ?", subscriptionId)
            .map((row, ctx) -> row.getString(column))
            .one());
  }

  private List<String> attempts() {
    return database.read(handle ->
        handle
            .select("select attempt, status, outcome from delivery_attempt order by attempt")
            .map((row, ctx) -> row.getInt(1) + " " + row.getString(2) + " " + row.getString(3))
            .list());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
