package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of one account that one refresh would cover, told as one. */
class MergeWindowTest {

  private static final Duration WINDOW = Duration.ofSeconds(2);

  @TempDir private Path folder;
  private Database database;
  private TestBank bank;
  private Receiver receiver;
  private TestHttp http;
  private String token;

  @BeforeEach
  void start() throws IOException {
    database = TestDatabase.h2(folder);
    bank =
        new TestBank(
            database, TestBank.settings(DeliveryPolicy.standard()).withMergeWindow(WINDOW));
    receiver = new Receiver();
    bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a", "b");
    http = new TestHttp(bank);
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
  void theLastOfThemIsToldWhenTheWindowOfTheFirstIsOver() {
    bank.subscribe("tpp", receiver.url());
    bank.balanceChanged("a", 1);
    bank.step();
    bank.clock.advance(Duration.ofMillis(1_500));
    bank.balanceChanged("a", 2);
    bank.balanceChanged("a", 3);
    bank.balanceChanged("b", 1);
    bank.step();
    assertThat(receiver.waiting()).isZero();

    bank.clock.advance(Duration.ofMillis(500));
    settle("a 3 DELIVERED");
    assertThat(Receiver.version(receiver.next())).isEqualTo(3);
    assertThat(bank.statuses())
        .containsExactly("a 1 MERGED", "a 2 MERGED", "a 3 DELIVERED", "b 1 PENDING");
    bank.clock.advance(Duration.ofMillis(1_500));
    settle("b 1 DELIVERED");
  }

  @Test
  void whatIsDueIsMergedNoMore() {
    bank.subscribe("tpp", receiver.url());
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    bank.clock.advance(WINDOW);
    bank.step();
    receiver.next();
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.RetryAt.class);
    bank.balanceChanged("a", 2);
    bank.step();

    assertThat(bank.statuses()).containsExactly("a 1 PENDING", "a 2 PENDING");
  }

  @Test
  void anOlderOneThatComesLateIsMergedIntoTheNewerThatWaits() {
    bank.subscribe("tpp", receiver.url());
    bank.balanceChanged("a", 5);
    bank.step();
    bank.clock.advance(Duration.ofMillis(500));
    bank.balanceChanged("a", 3);
    bank.balanceChanged("a", 4);
    bank.step();
    assertThat(bank.statuses()).containsExactly("a 5 PENDING", "a 3 MERGED", "a 4 MERGED");

    bank.clock.advance(Duration.ofMillis(1_500));
    settle("a 5 DELIVERED");
    assertThat(Receiver.version(receiver.next())).isEqualTo(5);
    assertThat(receiver.waiting()).isZero();
    assertThat(bank.attempts).as("of what is merged").isEmpty();
  }

  @Test
  void anAlertIsToldAtOnceAndForItself() {
    bank.subscribe("tpp", receiver.url());
    bank.balanceChanged("a", 1);
    bank.append(new LowBalance("a", 1, "t", List.of("cust-amelia")));
    bank.append(new LowBalance("a", 2, "t", List.of("cust-amelia")));
    bank.step();
    bank.nextAttempt();
    bank.nextAttempt();

    assertThat(bank.statuses())
        .containsExactlyInAnyOrder(
            "a 1 PENDING", "a:low-balance 1 DELIVERED", "a:low-balance 2 DELIVERED");
  }

  @Test
  void aPollGivesNothingThatMayStillBeMerged() throws IOException {
    bank.subscribe("tpp", null);
    bank.balanceChanged("a", 1);
    bank.append(new LowBalance("a", 1, "t", List.of("cust-amelia")));
    bank.step();
    JsonNode alert = poll("{\"returnImmediately\":true}");
    assertThat(alert.path("sets")).hasSize(1);
    acknowledge(alert);
    assertThat(poll("{\"maxEvents\":0}").path("moreAvailable").asBoolean()).isFalse();
    bank.balanceChanged("a", 2);
    bank.step();

    bank.clock.advance(WINDOW);
    JsonNode last = poll("{}");
    assertThat(Receiver.version(theOnly(last))).isEqualTo(2);
    bank.balanceChanged("a", 3);
    bank.step();
    acknowledge(last);
    assertThat(bank.statuses())
        .containsExactly("a 1 MERGED", "a:low-balance 1 DELIVERED", "a 2 DELIVERED", "a 3 PENDING");
  }

  @Test
  void whatFailedToBePushedCanBePolledBeforeItsNextAttempt() throws IOException {
    bank.subscribe("tpp", receiver.url());
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    bank.clock.advance(WINDOW);
    bank.step();
    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.RetryAt.class);

    assertThat(Receiver.version(theOnly(poll("{\"returnImmediately\":true}")))).isEqualTo(1);
  }

  @Test
  void aLongPollIsAnsweredWhenTheWindowIsOver() throws Exception {
    bank.subscribe("tpp", null);
    CompletableFuture<TestHttp.Answer> underWay =
        http.begin("POST", EventPollingApi.PATH, token, "{}");
    while (bank.notifications.pollsWaiting() == 0) {
      Thread.onSpinWait();
    }
    bank.balanceChanged("a", 1);
    bank.step();
    bank.balanceChanged("a", 2);
    bank.step();
    bank.clock.advance(WINDOW);

    assertThat(Receiver.version(theOnly(underWay.get().json()))).isEqualTo(2);
  }

  private JsonNode poll(String body) throws IOException {
    return http.send("POST", EventPollingApi.PATH, token, body).json();
  }

  private void acknowledge(JsonNode answer) throws IOException {
    String jti = answer.path("sets").fieldNames().next();
    poll("{\"maxEvents\":0,\"ack\":[\"" + jti + "\"]}");
  }

  private static String theOnly(JsonNode answer) {
    assertThat(answer.path("sets")).hasSize(1);
    return answer.path("sets").elements().next().asText();
  }

  private void settle(String wanted) {
    bank.step();
    do {
      bank.nextAttempt();
    } while (!bank.statuses().contains(wanted));
  }
}
