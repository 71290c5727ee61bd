package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.accountinfo.ObieContract;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.broker.BusinessEvent.Movement;
import dev.tidings.openbanking.BalanceType;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBBalance;
import dev.tidings.openbanking.OBBalance.Data;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.EventUrn;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a TPP asks for, now and after it has asked for something else. */
abstract class WishesContract {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final DeliveryPolicy POLICY = DeliveryPolicy.standard();

  private final AtomicLong balanceMinor = new AtomicLong(100_00);
  private final AtomicLong readings = new AtomicLong();
  private Database database;
  private TestBank bank;
  private TestHttp http;
  private final AtomicReference<Runnable> failing = new AtomicReference<>(() -> {});
  private Receiver receiver;
  private String token;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    database = open();
    bank =
        new TestBank(
            database,
            NotificationSettings.of(
                POLICY,
                (handle, consent, accountId) -> {
                  readings.incrementAndGet();
                  failing.get().run();
                  return new BalanceContent.Content(balanceMinor.get(), balances(accountId));
                }));
    http = new TestHttp(bank);
    receiver = new Receiver();
    token = bank.token("tpp", "accounts", null);
  }

  @AfterEach
  void stop() {
    receiver.close();
    http.close();
    bank.close();
    database.close();
  }

  @Test
  void contentIsReadWhenItIsSentAndEveryTrySendsTheSameBytes() throws IOException {
    bank.give("tpp", BALANCES, "a");
    subscribe("\"Tidings\":{\"Content\":\"Balances\"}");
    bank.balanceChanged("a", 1);
    bank.broker.runOnce();
    assertThat(readings).hasValue(0);

    balanceMinor.set(70_00);
    receiver.answers(500);
    bank.step();
    RecordedRequest first = receiver.next();
    bank.nextAttempt();
    balanceMinor.set(30_00);
    receiver.answers(202);
    bank.clock.advance(POLICY.backoff().longest());
    bank.step();

    assertThat(Receiver.body(receiver.next())).isEqualTo(Receiver.body(first));
    assertThat(readings).hasValue(1);
    assertThat(change(first).toString()).contains("70.00").contains("account_version=7000");
  }

  @Test
  void whatCanNeverBeMadeIsADeadLetterInTheEnd() throws IOException {
    hasNoBalances();
    theFirstIsTrouble();
    bank.clock.advance(POLICY.backoff().longest());
    bank.step();
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.Trouble.class);
    assertThat(bank.statuses()).containsExactly("a 1 PENDING");

    bank.clock.advance(POLICY.totalTimeMax());
    bank.step();
    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("a 1 UNDELIVERABLE");
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void aPollOvertakesNothingThatTheBankCouldNotMakeAtFirst() throws IOException {
    hasNoBalances();
    theFirstIsTrouble();

    failing.set(() -> {});
    bank.balanceChanged("a", 2);
    bank.broker.runOnce();
    assertThat(poll("{}").path("sets"))
        .extracting(set -> Receiver.version(set.asText()))
        .containsExactly(1L, 2L);
  }

  @Test
  void whatTheBankCannotMakeHoldsUpNoOtherAccountInAPollAndHasItsEnd() throws IOException {
    bank.give("tpp", BALANCES, "a", "b");
    subscribe("\"Tidings\":{\"Content\":\"Balances\"}");
    receiver.answers(500);
    hasNoBalances();
    bank.balanceChanged("a", 1);
    bank.balanceChanged("a", 2);
    bank.step();
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.Trouble.class);
    failing.set(() -> {});
    bank.balanceChanged("b", 1);
    bank.step();
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.RetryAt.class);

    hasNoBalances();
    JsonNode answer = poll("{\"maxEvents\":1,\"returnImmediately\":true}");
    assertThat(answer.path("sets"))
        .extracting(set -> Receiver.eventsOf(set.asText()).toString())
        .singleElement()
        .asString()
        .contains("/accounts/b");
    assertThat(answer.path("moreAvailable").asBoolean()).isFalse();
    assertThat(bank.statuses()).containsExactly("a 1 PENDING", "a 2 PENDING", "b 1 PENDING");

    bank.clock.advance(POLICY.totalTimeMax().plusSeconds(1));
    token = bank.token("tpp", "accounts", null);
    poll("{\"returnImmediately\":true}");
    assertThat(bank.statuses()).containsExactly("a 1 UNDELIVERABLE", "a 2 PENDING", "b 1 PENDING");
  }

  @Test
  void anErrorIsTroubleLikeAnyOther() throws IOException {
    failing.set(() -> {
      throw new StackOverflowError("too deep");
    });
    theFirstIsTrouble();

    failing.set(() -> {});
    bank.clock.advance(POLICY.backoff().longest());
    bank.step();
    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED");
  }

  @Test
  void theSigningOfContentIsTimedToo() throws IOException {
    bank.give("tpp", BALANCES, "a");
    subscribe("\"Tidings\":{\"Content\":\"Balances\"}");
    bank.balanceChanged("a", 1);
    bank.broker.runOnce();
    assertThat(bank.signed).hasValue(0);
    bank.step();
    bank.nextAttempt();

    assertThat(bank.signed).hasValue(1);
  }

  @Test
  void withoutAConsentNoContentIsEvenRead() throws IOException {
    String consentId = bank.give("tpp", BALANCES, "a");
    subscribe("\"Tidings\":{\"Content\":\"Balances\"}");
    bank.balanceChanged("a", 1);
    bank.broker.runOnce();
    bank.take(consentId);
    bank.step();
    bank.nextAttempt();
    bank.nextAttempt();

    assertThat(bank.statuses()).containsExactly("a 1 WITHHELD", consentId + " 3 DELIVERED");
    assertThat(readings).hasValue(0);
    assertThat(Receiver.events(receiver.next()))
        .containsExactly(EventUrn.CONSENT_AUTHORIZATION_REVOKED);
  }

  @Test
  void aPollGivesTheContentThatAPushGave() throws IOException {
    bank.give("tpp", BALANCES, "a");
    subscribe("\"Tidings\":{\"Content\":\"Balances\"}");
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    String pushed = Receiver.body(receiver.next());
    balanceMinor.set(1);

    String polled = poll("{\"returnImmediately\":true}").path("sets").elements().next().asText();
    assertThat(polled).isEqualTo(pushed);
  }

  @Test
  void whatAPollDoesNotGiveIsNotMadeEither() throws IOException {
    bank.give("tpp", BALANCES, "a");
    subscribe("\"Tidings\":{\"Content\":\"Balances\"}");
    bank.balanceChanged("a", 1);
    bank.broker.runOnce();
    assertThat(poll("{\"maxEvents\":0}").path("moreAvailable").asBoolean()).isTrue();
    assertThat(readings).as("nothing is given").hasValue(0);

    balanceMinor.set(30_00);
    bank.balanceChanged("a", 2);
    bank.broker.runOnce();
    JsonNode answer = poll("{\"maxEvents\":1,\"returnImmediately\":true}");
    assertThat(readings).as("only the first is given").hasValue(1);
    assertThat(answer.path("moreAvailable").asBoolean()).isTrue();
    String first = answer.path("sets").elements().next().asText();
    assertThat(Receiver.version(first)).isEqualTo(1);
    assertThat(change(first).toString()).contains("30.00").contains("account_version=3000");
  }

  @Test
  void onlyChangesThatBeatOrCrossAThresholdAreTold() throws IOException {
    bank.give("tpp", BALANCES, "a");
    subscribe(
        """
        "Tidings":{"Thresholds":{"MovedAtLeast":[{"Amount":"50.00","Currency":"GBP"}],
          "Crossed":[{"Amount":{"Amount":"10.00","Currency":"GBP"},"CreditDebitIndicator":"Debit"}]}}
        """);
    moved(1, "GBP", 100_00, 51_00); // by 49.00, above the line
    moved(2, "GBP", 51_00, 1_00); // by 50.00
    moved(3, "GBP", 1_00, -10_00); // on the line
    moved(4, "GBP", -10_00, -10_01); // below it
    moved(5, "GBP", -10_01, -20_00);
    moved(6, "GBP", -20_00, -5_00); // above it again
    moved(7, "EUR", 5_00, 5_01); // no threshold in this currency
    bank.balanceChanged("a", 8); // nobody says how far
    bank.step();
    for (int told = 1; told <= 5; told++) {
      bank.nextAttempt();
    }

    assertThat(bank.statuses())
        .containsExactly(
            "a 2 DELIVERED", "a 4 DELIVERED", "a 6 DELIVERED", "a 7 DELIVERED", "a 8 DELIVERED");
    assertThat(verdicts()).contains("BELOW_THRESHOLDS");
  }

  @Test
  void whatIsNoLongerAskedForIsNotSentAfterThePut() throws IOException {
    bank.give("tpp", BALANCES, "a");
    String id = subscribe(null);
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.append(new LowBalance("a", 1, "t", List.of("cust-amelia")));
    bank.step();
    bank.nextAttempt();
    bank.nextAttempt();
    String before = Receiver.body(receiver.next());
    receiver.next();

    String narrowed = request(id, "\"EventTypes\":[\"UK.OBIE.Resource-Update\"]", receiver.url());
    assertThat(http.send("PUT", path(id), token, narrowed).status()).isEqualTo(200);
    receiver.answers(202);
    bank.step();
    bank.nextAttempt();
    bank.nextAttempt();

    RecordedRequest after = receiver.next();
    assertThat(Receiver.events(after)).containsExactly(EventUrn.RESOURCE_UPDATE);
    assertThat(Receiver.body(after)).isNotEqualTo(before);
    assertThat(receiver.waiting()).isZero();
    assertThat(bank.statuses())
        .containsExactlyInAnyOrder("a 1 DELIVERED", "a:low-balance 1 WITHHELD");
  }

  @Test
  void aPutThatAsksForTheSameLeavesTheBytes() throws IOException {
    bank.give("tpp", BALANCES, "a");
    String id = subscribe(null);
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    String before = Receiver.body(receiver.next());
    bank.nextAttempt();

    http.send("PUT", path(id), token, request(id, null, receiver.url()));
    receiver.answers(202);
    bank.step();
    assertThat(Receiver.body(receiver.next())).isEqualTo(before);
  }

  @Test
  void aReplaySendsNoTypeThatIsNoLongerAskedFor() throws IOException {
    bank.give("tpp", BALANCES, "a");
    String id = subscribe(null);
    bank.balanceChanged("a", 1);
    bank.step();
    bank.nextAttempt();
    receiver.next();
    String narrowed = request(id, "\"EventTypes\":[\"Tidings.Low-Balance\"]", receiver.url());
    http.send("PUT", path(id), token, narrowed);
    String replay = "{\"from\":\"2020-01-01T00:00:00Z\",\"speed\":1000}";
    assertThat(http.post("/sandbox/subscriptions/" + id + "/replay", replay).status())
        .isEqualTo(201);
    do {
      bank.step();
      Thread.onSpinWait();
    } while (bank.notifications.replaying());
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void whoAsksForNothingMoreIsAnsweredAsTheOfficialContractHasIt() throws IOException {
    ObieContract contract = ObieContract.events();
    String plain = request(null, null, receiver.url());
    contract.assertMatches("OBEventSubscription1", plain);
    TestHttp.Answer made = http.send("POST", EventSubscriptionsApi.PATH, token, plain);
    contract.assertValid("POST", "/event-subscriptions", 201, made.body());
    String id = made.json().path("Data").path("EventSubscriptionId").asText();
    String listed = http.send("GET", EventSubscriptionsApi.PATH, token, null).body();
    contract.assertValid("GET", "/event-subscriptions", 200, listed);
    String changed = http.send("PUT", path(id), token, request(id, null, receiver.url())).body();
    contract.assertValid("PUT", "/event-subscriptions/{EventSubscriptionId}", 200, changed);
    assertThat(made.body() + listed + changed).doesNotContain("Tidings");
  }

  @Test
  void aWrongExtensionSaysWhatIsWrong() throws IOException {
    Map<String, String> wrong =
        Map.of(
            "\"Tidings\":1",
            "U002",
            "\"Tidings\":{\"More\":1}",
            "U005",
            "\"Tidings\":{\"Content\":\"All\"}",
            "U002",
            "\"EventTypes\":[\"Tidings.Low-Balance\"],\"Tidings\":{\"Content\":\"Balances\"}",
            "U002",
            thresholds("\"MovedAtLeast\":1"),
            "U002",
            thresholds("\"MovedAtLeast\":[{\"Amount\":\"0.00\",\"Currency\":\"GBP\"}]"),
            "U002",
            thresholds("\"MovedAtLeast\":[{\"Amount\":\"-1\",\"Currency\":\"GBP\"}]"),
            "U002",
            thresholds("\"MovedAtLeast\":[{\"Amount\":\"1\",\"Currency\":\"XYZW\"}]"),
            "U002",
            thresholds("\"MovedAtLeast\":[{\"Amount\":1,\"Currency\":\"GBP\"}]"),
            "U002",
            thresholds("\"Crossed\":[{\"Amount\":{\"Amount\":\"1\",\"Currency\":\"GBP\"}}]"),
            "U002");
    for (Map.Entry<String, String> entry : wrong.entrySet()) {
      TestHttp.Answer answer =
          http.send(
              "POST",
              EventSubscriptionsApi.PATH,
              token,
              request(null, entry.getKey(), receiver.url()));
      assertThat(answer.status()).as(entry.getKey()).isEqualTo(400);
      assertThat(answer.body()).as(entry.getKey()).contains("\"" + entry.getValue() + "\"");
    }
  }

  private static String thresholds(String inside) {
    return "\"Tidings\":{\"Thresholds\":{" + inside + "}}";
  }

  private void moved(long version, String currency, long fromMinor, long toMinor) {
    bank.append(
        new BalanceChanged(
            "a",
            version,
            "t" + version,
            new Movement(currency, fromMinor, toMinor, fromMinor, toMinor)));
  }

  private void hasNoBalances() {
    failing.set(() -> {
      throw new IllegalStateException("no balances");
    });
  }

  private void theFirstIsTrouble() throws IOException {
    bank.give("tpp", BALANCES, "a");
    subscribe("\"Tidings\":{\"Content\":\"Balances\"}");
    bank.balanceChanged("a", 1);
    bank.step();
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.Trouble.class);
  }

  private String subscribe(@Nullable String more) throws IOException {
    TestHttp.Answer made =
        http.send("POST", EventSubscriptionsApi.PATH, token, request(null, more, receiver.url()));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("Data").path("EventSubscriptionId").asText();
  }

  private static String request(@Nullable String id, @Nullable String more, String url) {
    return "{\"Data\":{\"Version\":\"4.0\",\"CallbackUrl\":\""
        + url
        + "\""
        + (id == null ? "" : ",\"EventSubscriptionId\":\"" + id + "\"")
        + (more == null ? "" : "," + more)
        + "}}";
  }

  private static String path(String id) {
    return EventSubscriptionsApi.PATH + "/" + id;
  }

  private Data balances(String accountId) {
    Money money = new Money(balanceMinor.get(), "GBP");
    return new Data(
        List.of(
            new OBBalance(
                accountId,
                money.indicator(),
                BalanceType.ITAV,
                bank.clock.instant(),
                money.amount(),
                null)));
  }

  private JsonNode poll(String body) throws IOException {
    return http.send("POST", EventPollingApi.PATH, token, body).json();
  }

  private static Map<?, ?> change(RecordedRequest request) {
    return change(Receiver.body(request));
  }

  private static Map<?, ?> change(String set) {
    return (Map<?, ?>) Objects.requireNonNull(Receiver.eventsOf(set).get(EventUrn.BALANCE_CHANGE));
  }

  private List<String> verdicts() {
    return database.read(handle ->
        handle
            .select("select decisions from notification_decision")
            .mapTo(String.class)
            .list()
            .stream()
            .map(json -> json.contains("BELOW_THRESHOLDS") ? "BELOW_THRESHOLDS" : "TOLD")
            .toList());
  }
}
