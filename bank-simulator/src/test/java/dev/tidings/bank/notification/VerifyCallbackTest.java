package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.EventUrn;
import java.io.IOException;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A callback that has to answer before it is taken. */
class VerifyCallbackTest {

  @TempDir private Path folder;

  @Test
  void onlyACallbackThatTakesAVerificationEventIsTaken() throws IOException {
    DeliveryPolicy policy = DeliveryPolicy.standard();
    try (Database database = TestDatabase.h2(folder);
        TestBank bank =
            new TestBank(database, TestBank.settings(policy).withVerifyCallbacks(true));
        TestHttp http = new TestHttp(bank);
        Receiver receiver = new Receiver()) {
      String token = bank.token("tpp", "accounts", null);
      String wanted = "{\"Data\":{\"Version\":\"4.0\",\"CallbackUrl\":\"" + receiver.url() + "\"}}";
      receiver.answers(_ -> new MockResponse.Builder().code(404).body("a secret").build());
      TestHttp.Answer refused = http.send("POST", EventSubscriptionsApi.PATH, token, wanted);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("Data.CallbackUrl").contains("404");
      assertThat(refused.body()).doesNotContain("secret");
      receiver.next();

      receiver.answers(202);
      TestHttp.Answer taken = http.send("POST", EventSubscriptionsApi.PATH, token, wanted);
      assertThat(taken.status()).isEqualTo(201);
      String id = taken.json().path("Data").path("EventSubscriptionId").asText();
      RecordedRequest asked = receiver.next();
      assertThat(Receiver.events(asked)).containsExactly(EventUrn.VERIFICATION);
      assertThat(String.valueOf(Receiver.claims(asked).get("sub"))).endsWith("/" + id);

      receiver.dropsTheConnection();
      String changed =
          wanted.replace("{\"Version", "{\"EventSubscriptionId\":\"" + id + "\",\"Version");
      assertThat(http.send("PUT", EventSubscriptionsApi.PATH + "/" + id, token, changed).body())
          .contains("did not answer");
      assertThat(bank.statuses()).as("nothing is queued for it").isEmpty();
    }
  }

  @Test
  void byDefaultNobodyIsAsked() throws IOException {
    try (Database database = TestDatabase.h2(folder);
        TestBank bank = new TestBank(database, DeliveryPolicy.standard());
        TestHttp http = new TestHttp(bank);
        Receiver receiver = new Receiver()) {
      String token = bank.token("tpp", "accounts", null);
      String wanted = "{\"Data\":{\"Version\":\"4.0\",\"CallbackUrl\":\"" + receiver.url() + "\"}}";
      assertThat(http.send("POST", EventSubscriptionsApi.PATH, token, wanted).status())
          .isEqualTo(201);
      assertThat(receiver.waiting()).isZero();
    }
  }
}
