package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was decided just before a TPP wanted no more, and is written down just after. */
final class LateDecisionTest {

  private final Database database = TestDatabase.inMemory();
  private final TestBank bank = new TestBank(database, DeliveryPolicy.standard());
  private final TestHttp http = new TestHttp(bank);
  private String consentId;
  private String token;

  @BeforeEach
  void start() {
    consentId = bank.give("tpp", Set.of(Permission.ReadBalances), "a");
    token = bank.token("tpp", "accounts", null);
  }

  @AfterEach
  void stop() {
    http.close();
    bank.close();
    database.close();
  }

  @Test
  void withoutItsSubscriptionItIsEnded() throws IOException {
    String id = bank.subscribe("tpp", null);
    Subscription decided = subscription();
    http.send("DELETE", EventSubscriptionsApi.PATH + "/" + id, token, null);
    write(decided);
    assertThat(bank.statuses()).containsExactly("a 1 PENDING");

    new ForgetSettled(database, bank.clock).once();

    assertThat(bank.statuses()).containsExactly("a 1 WITHHELD");
  }

  @Test
  void aStreamThatWasDisabledMeanwhileIsNotToldWhenItIsEnabledAgain() throws IOException {
    String stream = http.send("POST", "/ssf/stream", token, "{}").json().path("stream_id").asText();
    Subscription decided = subscription();
    setStatus(stream, "disabled");
    write(decided);

    setStatus(stream, "enabled");

    assertThat(bank.statuses()).containsExactly("a 1 WITHHELD");
  }

  private void write(Subscription decided) {
    Notification late = Backlog.notification(decided, consentId, 1);
    database.useTransaction(
        unit -> NotificationTable.insert(unit.handle(), List.of(late), bank.clock.instant()));
  }

  private Subscription subscription() {
    return database
        .ask(connection -> Subscriptions.ofClients(connection, List.of("tpp")))
        .getFirst();
  }

  private void setStatus(String stream, String status) throws IOException {
    String body = "{\"stream_id\":\"%s\",\"status\":\"%s\"}".formatted(stream, status);
    assertThat(http.send("POST", "/ssf/status", token, body).status()).isEqualTo(200);
  }
}
