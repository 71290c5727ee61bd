package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.http.ApiErrors;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.http.ServerSettings;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSubscriptionsApiTest {

  private static final String URL = "https://tpp.example/v4.0/event-notifications";
  private static final String VALID =
      "{\"Data\":{\"CallbackUrl\":\""
          + URL
          + "\",\"Version\":\"4.0\","
          + "\"EventTypes\":[\"UK.OBIE.Resource-Update\"]}}";

  @TempDir private Path folder;
  private final OkHttpClient http = new OkHttpClient();
  private Database database;
  private TestBank bank;
  private Javalin server;
  private String tpp;
  private String other;

  @BeforeEach
  void start() {
    database = TestDatabase.h2(folder);
    bank = new TestBank(database, DeliveryPolicy.standard());
    server =
        Javalin.create(config -> {
          ServerSettings.apply(config, "127.0.0.1", 0);
          ApiErrors.register(config.routes);
          bank.notifications.register(config.routes);
        });
    server.start();
    tpp = bank.token("tpp", "accounts", null);
    other = bank.token("other", "accounts", null);
  }

  @AfterEach
  void stop() {
    server.stop();
    bank.close();
    database.close();
  }

  @Test
  void aSubscriptionIsMadeReadChangedAndDeleted() throws IOException {
    Answer made = call("POST", "", tpp, VALID);
    assertThat(made.status()).isEqualTo(201);
    JsonNode data = OpenBankingJson.readTree(made.body()).path("Data");
    String id = data.path("EventSubscriptionId").asText();
    assertThat(data.path("CallbackUrl").asText()).isEqualTo(URL);
    assertThat(OpenBankingJson.readTree(made.body()).path("Links").path("Self").asText())
        .isEqualTo(TestBank.ISSUER + EventSubscriptionsApi.PATH + "/" + id);
    assertThat(call("GET", "", tpp, null).body()).contains(id);
    assertThat(call("GET", "", other, null).body()).contains("\"EventSubscription\":[]");

    String pollOnly = "{\"Data\":{\"EventSubscriptionId\":\"" + id + "\",\"Version\":\"4.0\"}}";
    assertThat(call("PUT", "/" + id, other, pollOnly).status()).isEqualTo(403);
    assertThat(call("PUT", "/" + id, tpp, VALID).status()).isEqualTo(400);
    assertThat(call("PUT", "/" + id, tpp, pollOnly).body()).doesNotContain("CallbackUrl");
    assertThat(call("DELETE", "/" + id, other, null).status()).isEqualTo(403);
    assertThat(call("DELETE", "/" + id, tpp, null).status()).isEqualTo(204);
    assertThat(call("DELETE", "/" + id, tpp, null).status()).isEqualTo(400);
    assertThat(call("POST", "", tpp, VALID).status()).isEqualTo(201);
  }

  @Test
  void whatWasAnsweredCanBePutAsItIs() throws IOException {
    String answered = call("POST", "", tpp, VALID).body();
    String id = OpenBankingJson.readTree(answered).at("/Data/EventSubscriptionId").asText();

    assertThat(call("PUT", "/" + id, tpp, answered).status()).isEqualTo(200);
  }

  @Test
  void ofADeletedOneNoLeaseIsLeft() throws IOException {
    Answer made = call("POST", "", tpp, VALID);
    String id =
        OpenBankingJson.readTree(made.body()).path("Data").path("EventSubscriptionId").asText();
    bank.step();
    assertThat(leases(id)).isEqualTo(1);
    call("DELETE", "/" + id, tpp, null);
    assertThat(leases(id)).isZero();
    bank.step();
    assertThat(leases(id)).as("after its owner has looked").isZero();
  }

  @Test
  void aSecondOneIsRefused() throws IOException {
    call("POST", "", tpp, VALID);
    Answer second = call("POST", "", tpp, VALID);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body()).contains("U029");
  }

  @Test
  void aWrongRequestSaysWhatIsWrong() throws IOException {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("no json", "U010"),
            Map.entry("{}", "U004"),
            Map.entry("{\"Data\":{}}", "U004"),
            Map.entry(VALID.replace("EventTypes", "EventType"), "U005"),
            Map.entry(VALID.replace("{\"Data\"", "{\"Rubbish\":1,\"Data\""), "U005"),
            Map.entry(VALID.replace("4.0\",\"E", "3.1\",\"E"), "U002"),
            Map.entry(VALID.replace("Resource-Update", "Unknown"), "U024"),
            Map.entry(VALID.replace("[\"UK.OBIE.Resource-Update\"]", "\"x\""), "U002"),
            Map.entry(VALID.replace("/v4.0/event-n", "/v3.1/event-n"), "U002"),
            Map.entry(VALID.replace("notifications", "notifications?x=/v4.0"), "U002"),
            Map.entry(VALID.replace("https://", "ftp://"), "U002"),
            Map.entry(VALID.replace("https://tpp.example", ""), "U002"),
            Map.entry(VALID.replace("https://", "https://user:secret@"), "U002"));
    for (Map.Entry<String, String> entry : wrong.entrySet()) {
      Answer answer = call("POST", "", tpp, entry.getKey());
      assertThat(answer.status()).as(entry.getKey()).isEqualTo(400);
      assertThat(answer.body()).as(entry.getKey()).contains("\"" + entry.getValue() + "\"");
    }
  }

  @Test
  void onlyAClientCredentialsTokenForAccountsIsTaken() throws IOException {
    String payments = bank.token("tpp", "payments", null);
    String consentId = bank.give("tpp", Set.of(Permission.ReadAccountsBasic), "a");
    String customers = bank.token("tpp", "accounts", consentId);
    for (String token : List.of(payments, customers)) {
      assertThat(call("POST", "", token, VALID).status()).isEqualTo(403);
      assertThat(call("GET", "", token, null).status()).isEqualTo(403);
    }
    assertThat(call("GET", "", null, null).status()).isEqualTo(401);
  }

  @Test
  void onlyJsonIsTaken() throws IOException {
    RequestBody text = RequestBody.create(VALID, MediaType.get("text/plain"));

    assertThat(send("POST", "", tpp, text).status()).isEqualTo(415);
  }

  private int leases(String subscriptionId) {
    return database.read(handle ->
        handle
            .select(
                "select count(*) from lease where name = ?",
                Subscriptions.leaseName(subscriptionId))
            .mapTo(Integer.class)
            .one());
  }

  private Answer call(String method, String path, @Nullable String token, @Nullable String json)
      throws IOException {
    RequestBody body =
        json == null ? null : RequestBody.create(json, MediaType.get("application/json"));
    return send(method, path, token, body);
  }

  private Answer send(
      String method, String path, @Nullable String token, @Nullable RequestBody body)
      throws IOException {
    Request.Builder request =
        new Request.Builder()
            .url("http://127.0.0.1:" + server.port() + EventSubscriptionsApi.PATH + path)
            .method(method, body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try (Response response = http.newCall(request.build()).execute()) {
      return new Answer(response.code(), response.body().string());
    }
  }

  private record Answer(int status, String body) {}
}
