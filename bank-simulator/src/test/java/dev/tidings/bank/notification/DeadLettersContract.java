package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.util.Set;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class DeadLettersContract {

  private static final String REFUSAL = "{\"err\":\"invalid_key\",\"description\":\"unknown kid\"}";

  private final Database database = open();
  private final TestBank bank = new TestBank(database, DeliveryPolicy.standard());
  private final TestHttp http = new TestHttp(bank);
  private Receiver receiver;
  private String consentId;
  private String subscriptionId;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    receiver = new Receiver();
    consentId =
        bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a");
    subscriptionId = bank.subscribe("tpp", receiver.url());
    receiver.answers(_ -> new MockResponse.Builder().code(400).body(REFUSAL).build());
    bank.balanceChanged("a", 1);
    bank.balanceChanged("a", 2);
    bank.step();
    bank.nextAttempt();
    bank.nextAttempt();
  }

  @AfterEach
  void stop() {
    receiver.close();
    http.close();
    bank.close();
    database.close();
  }

  @Test
  void whatATppRefusesIsListedWithItsReason() throws IOException {
    JsonNode letters = letters();
    assertThat(letters).hasSize(2);
    assertThat(letters.path(0).path("reason").asText()).isEqualTo("answered 400 " + REFUSAL);
    assertThat(http.get(DeadLettersApi.PATH + "?subscriptionId=other").json().path("deadLetters"))
        .isEmpty();
  }

  @Test
  void oneCanBeInspectedWithItsAttempts() throws IOException {
    JsonNode letter = http.get(path(0)).json();
    assertThat(letter.path("signedSet").asText()).isEqualTo(Receiver.body(receiver.next()));
    assertThat(letter.path("attempts").path(0).path("status").asInt()).isEqualTo(400);
    assertThat(letter.path("attempts").path(0).path("answer").asText()).isEqualTo(REFUSAL);
    assertThat(http.get(DeadLettersApi.PATH + "/none").status()).isEqualTo(400);
  }

  @Test
  void onePutBackLeavesAgainAsTheSameBytes() throws IOException {
    String bytes = Receiver.body(receiver.next());
    receiver.next();
    receiver.answers(202);
    String redrive = path(0) + "/redrive";
    assertThat(http.post(redrive, "{}").json().path("redriven").asInt()).isEqualTo(1);
    bank.step();
    assertThat(Receiver.body(receiver.next())).isEqualTo(bytes);
    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("a 1 DELIVERED", "a 2 UNDELIVERABLE");
    assertThat(http.post(redrive, "{}").status()).isEqualTo(400);
  }

  @Test
  void aTimePutBackLeavesInOrder() throws IOException {
    receiver.next();
    receiver.next();
    receiver.answers(202);
    assertThat(redriveFrom("2026-11-23T09:00:01Z")).isZero();
    assertThat(redriveFrom("2026-11-23T08:59:00Z")).isEqualTo(2);
    bank.step();
    assertThat(Receiver.version(receiver.next())).isEqualTo(1);
    assertThat(Receiver.version(receiver.next())).isEqualTo(2);
  }

  @Test
  void onePutBackAfterTheConsentEndedDoesNotLeave() throws IOException {
    bank.take(consentId);
    receiver.next();
    receiver.next();
    http.post(path(0) + "/redrive", "{}");
    bank.notifications.deliverDue();
    assertThat(bank.nextAttempt().result())
        .isEqualTo(new AttemptResult.Settled(NotificationStatus.WITHHELD, AttemptResult.Sign.NONE));
    assertThat(receiver.waiting()).isZero();
  }

  private int redriveFrom(String from) throws IOException {
    String body =
        "{\"subscriptionId\":\""
            + subscriptionId
            + "\",\"from\":\""
            + from
            + "\",\"to\":\"2026-11-24T00:00:00Z\"}";
    return http.post(DeadLettersApi.PATH + "/redrive", body).json().path("redriven").asInt();
  }

  private String path(int index) throws IOException {
    return DeadLettersApi.PATH + "/" + letters().path(index).path("jti").asText();
  }

  private JsonNode letters() throws IOException {
    return http.get(DeadLettersApi.PATH).json().path("deadLetters");
  }
}
