package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.accountinfo.ObieContract;
import dev.tidings.bank.notification.TestHttp.Answer;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class EventPollingContract {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final String NOW = "{\"returnImmediately\":true}";

  private final Database database = open();
  private final TestBank bank = new TestBank(database, DeliveryPolicy.standard());
  private final TestHttp http = new TestHttp(bank);
  private final String token = bank.token("tpp", "accounts", null);
  private String consentId;

  abstract Database open();

  @BeforeEach
  void start() {
    consentId = bank.give("tpp", BALANCES, "a");
  }

  @AfterEach
  void stop() {
    http.close();
    bank.close();
    database.close();
  }

  @Test
  void whatIsQueuedIsGivenUntilItIsAcknowledged() throws IOException {
    bank.subscribe("tpp", null);
    changes(3);
    JsonNode first = poll(NOW);
    assertThat(versions(first)).containsExactly(1L, 2L, 3L);
    assertThat(poll(NOW)).isEqualTo(first);

    List<String> jtis = jtis(first);
    JsonNode rest =
        poll("{\"returnImmediately\":true,\"ack\":[\"" + jtis.get(0) + "\",\"unknown\"]}");
    assertThat(jtis(rest)).containsExactly(jtis.get(1), jtis.get(2));
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED", "a 2 PENDING", "a 3 PENDING");
  }

  @Test
  void aSetThatTheTppCannotTakeGoesToTheDeadLettersWithItsReason() throws IOException {
    bank.subscribe("tpp", null);
    changes(1);
    String jti = jtis(poll(NOW)).getFirst();
    String error = "{\"err\":\"jwtParse\",\"description\":\"no such key\"}";
    poll("{\"maxEvents\":0,\"setErrs\":{\"" + jti + "\":" + error + "}}");

    JsonNode letter = http.get(DeadLettersApi.PATH).json().path("deadLetters").path(0);
    assertThat(letter.path("jti").asText()).isEqualTo(jti);
    assertThat(letter.path("reason").asText()).isEqualTo("refused by poll: jwtParse: no such key");
  }

  @Test
  void noMoreThanAskedForAreGivenAndTheAnswerSaysThatThereAreMore() throws IOException {
    bank.subscribe("tpp", null);
    changes(3);
    JsonNode two = poll("{\"maxEvents\":2,\"returnImmediately\":true}");
    assertThat(versions(two)).containsExactly(1L, 2L);
    assertThat(two.path("moreAvailable").asBoolean()).isTrue();
    JsonNode three = poll("{\"maxEvents\":3,\"returnImmediately\":true}");
    assertThat(versions(three)).hasSize(3);
    assertThat(three.path("moreAvailable").asBoolean()).isFalse();
  }

  @Test
  void zeroEventsOnlyAcknowledgesAndDoesNotWait() throws IOException {
    bank.subscribe("tpp", null);
    changes(2);
    String jti = jtis(poll(NOW)).getFirst();
    JsonNode none = poll("{\"maxEvents\":0,\"ack\":[\"" + jti + "\"]}");
    assertThat(none.path("sets")).isEmpty();
    assertThat(none.path("moreAvailable").asBoolean()).isTrue();
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED", "a 2 PENDING");
  }

  @Test
  void aLongPollIsAnsweredWhenSomethingComes() throws Exception {
    bank.subscribe("tpp", null);
    CompletableFuture<Answer> underWay = http.begin("POST", EventPollingApi.PATH, token, "{}");
    while (bank.notifications.pollsWaiting() == 0) {
      Thread.onSpinWait();
    }
    changes(1);
    assertThat(versions(underWay.get().json())).containsExactly(1L);
    assertThat(bank.notifications.pollsWaiting()).isZero();
  }

  @Test
  void ofOneTppsLongPollsNotAllWait() throws Exception {
    bank.subscribe("tpp", null);
    List<CompletableFuture<Answer>> underWay = new ArrayList<>();
    for (int poll = 0; poll < PollWaits.WAITS_PER_SUBSCRIPTION_MAX; poll++) {
      underWay.add(http.begin("POST", EventPollingApi.PATH, token, "{}"));
    }
    while (bank.notifications.pollsWaiting() < PollWaits.WAITS_PER_SUBSCRIPTION_MAX) {
      Thread.onSpinWait();
    }
    assertThat(poll("{}").path("sets")).as("one more is answered at once").isEmpty();

    changes(1);
    for (CompletableFuture<Answer> answer : underWay) {
      assertThat(versions(answer.get().json())).containsExactly(1L);
    }
  }

  @Test
  void whatIsAcknowledgedByPollIsNotPushedAnyMore() throws IOException {
    try (Receiver receiver = new Receiver()) {
      bank.subscribe("tpp", receiver.url());
      receiver.answers(500);
      changes(2);
      bank.nextAttempt();
      List<String> jtis = jtis(poll(NOW));
      poll("{\"maxEvents\":0,\"ack\":[\"" + String.join("\",\"", jtis) + "\"]}");

      receiver.answers(202);
      bank.clock.advance(Duration.ofHours(1));
      bank.step();
      assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.NotOurs.class);
      assertThat(receiver.waiting()).isEqualTo(1);
      assertThat(bank.statuses()).containsExactly("a 1 DELIVERED", "a 2 DELIVERED");
    }
  }

  @Test
  void whatIsAcknowledgedByPushIsNotGivenByPoll() throws IOException {
    try (Receiver receiver = new Receiver()) {
      bank.subscribe("tpp", receiver.url());
      changes(1);
      bank.nextAttempt();
      assertThat(poll(NOW).path("sets")).isEmpty();
    }
  }

  @Test
  void theConsentIsLookedAtWhenThePollComes() throws IOException {
    bank.subscribe("tpp", null, EventType.BALANCE_CHANGE);
    changes(3);
    bank.take(consentId);
    bank.step();
    JsonNode none = poll(NOW);
    assertThat(none.path("sets")).isEmpty();
    assertThat(none.path("moreAvailable").asBoolean()).isFalse();
    assertThat(bank.statuses()).containsExactly("a 1 WITHHELD", "a 2 WITHHELD", "a 3 WITHHELD");
  }

  @Test
  void whenAllThatWasLookedAtIsWithheldTheAnswerSaysThatThereMayBeMore() throws IOException {
    bank.subscribe("tpp", null, EventType.BALANCE_CHANGE);
    changes(2 * Poll.LOOKS_MAX);
    bank.give("tpp", BALANCES, "b");
    bank.balanceChanged("b", 1);
    bank.take(consentId);
    bank.step();

    JsonNode first = poll("{\"maxEvents\":1}");
    assertThat(first.path("sets")).isEmpty();
    assertThat(first.path("moreAvailable").asBoolean()).isTrue();
    JsonNode second = poll("{\"maxEvents\":1}");
    assertThat(versions(second)).containsExactly(1L);
    assertThat(second.path("moreAvailable").asBoolean()).isFalse();
  }

  @Test
  void anotherTppNeitherSeesNorAcknowledgesIt() throws IOException {
    bank.subscribe("tpp", null);
    bank.subscribe("other", null);
    changes(1);
    String jti = jtis(poll(NOW)).getFirst();
    String other = bank.token("other", "accounts", null);
    String body = "{\"returnImmediately\":true,\"ack\":[\"" + jti + "\"]}";
    Answer answer = http.send("POST", EventPollingApi.PATH, other, body);
    assertThat(answer.json().path("sets")).isEmpty();
    assertThat(bank.statuses()).containsExactly("a 1 PENDING");
  }

  @Test
  void onlyTheTppItselfMayPoll() throws IOException {
    bank.subscribe("tpp", null);
    String customers = bank.token("tpp", "accounts", consentId);
    String payments = bank.token("tpp", "payments", null);
    assertThat(http.send("POST", EventPollingApi.PATH, customers, NOW).status()).isEqualTo(403);
    assertThat(http.send("POST", EventPollingApi.PATH, payments, NOW).status()).isEqualTo(403);
    assertThat(http.send("POST", EventPollingApi.PATH, null, NOW).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"maxEvents\":-1} | U002",
        "{\"maxEvents\":1.5} | U002",
        "{\"maxEvents\":\"1\"} | U002",
        "{\"returnImmediately\":1} | U002",
        "{\"ack\":\"x\"} | U002",
        "{\"ack\":[\"\"]} | U002",
        "{\"ack\":[7]} | U002",
        "{\"setErrs\":[]} | U002",
        "{\"setErrs\":{\"x\":1}} | U002",
        "{\"setErrs\":{\"x\":{\"err\":\"e\"}}} | U004",
        "{\"setErrs\":{\"x\":{\"err\":\"e\",\"description\":\"d\",\"z\":1}}} | U005",
        "{\"more\":1} | U005",
        "[] | U010",
        "{ | U010"
      })
  void aMalformedPollIsRefused(String body, String code) throws IOException {
    bank.subscribe("tpp", null);
    Answer answer = http.send("POST", EventPollingApi.PATH, token, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(code);
  }

  @Test
  void withoutASubscriptionThereIsNothingToPoll() throws IOException {
    assertThat(http.send("POST", EventPollingApi.PATH, token, NOW).status()).isEqualTo(400);
  }

  @Test
  void theOfficialContractHolds() throws IOException {
    ObieContract contract = ObieContract.events();
    bank.subscribe("tpp", null);
    changes(2);
    String jti = jtis(poll(NOW)).getFirst();
    for (String request :
        List.of(
            "{}",
            NOW,
            "{\"maxEvents\":0}",
            "{\"maxEvents\":1,\"returnImmediately\":true,\"ack\":[\"" + jti + "\"]}",
            "{\"maxEvents\":0,\"setErrs\":{\"x\":{\"err\":\"e\",\"description\":\"d\"}}}")) {
      contract.assertMatches("OBEventPolling1", request);
      contract.assertValid("POST", "/events", 200, poll(request).toString());
    }
    Answer refused = http.send("POST", EventPollingApi.PATH, token, "{\"maxEvents\":-1}");
    contract.assertValid("POST", "/events", 400, refused.body());
  }

  private void changes(int count) {
    for (int version = 1; version <= count; version++) {
      bank.balanceChanged("a", version);
    }
    bank.step();
  }

  private JsonNode poll(String body) throws IOException {
    Answer answer = http.send("POST", EventPollingApi.PATH, token, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return OpenBankingJson.readTree(answer.body());
  }

  private static List<String> jtis(JsonNode answer) {
    return answer.path("sets").properties().stream().map(set -> set.getKey()).toList();
  }

  private static List<Long> versions(JsonNode answer) {
    List<Long> versions = new ArrayList<>();
    answer.path("sets").forEach(set -> versions.add(Receiver.version(set.asText())));
    return versions;
  }
}
