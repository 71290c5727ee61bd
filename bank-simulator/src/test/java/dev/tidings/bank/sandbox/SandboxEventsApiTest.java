package dev.tidings.bank.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SandboxEventsApiTest {

  private static final String SALARY =
      """
      {"amount":"2100.00","currency":"GBP","creditDebitIndicator":"Credit",\
      "description":"Salary","kind":"SALARY"}\
      """;

  private SandboxServer bank;

  @BeforeAll
  void start(@TempDir Path folder) {
    bank = new SandboxServer(folder, "127.0.0.1");
  }

  @AfterAll
  void stop() {
    bank.close();
  }

  @Test
  void aChangeIsListedAndToldWithItsEntry() throws Exception {
    String accountId =
        bank.get("/sandbox/accounts").json().path("accounts").path(0).path("accountId").asText();
    String currency =
        bank.get("/sandbox/accounts").json().path("accounts").path(0).path("currency").asText();
    bank.post("/sandbox/accounts/" + accountId + "/transactions", SALARY.replace("GBP", currency));

    JsonNode first =
        bank.get("/sandbox/events?limit=1&account=" + accountId).json().path("events").path(0);
    assertThat(first.at("/change/accountId").asText()).isEqualTo(accountId);
    assertThat(first.at("/entry/kind").asText()).isEqualTo("SALARY");

    JsonNode trace = bank.get("/sandbox/events/" + first.at("/change/eventId").asText()).json();
    assertThat(trace.at("/entry/amount").asText()).isEqualTo("2100.00");
    assertThat(trace.at("/readers")).isEmpty();
  }

  @Test
  void anUnknownEventIsNotFound() throws Exception {
    assertThat(bank.get("/sandbox/events/nothing").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "x", "-1", "1000000000000"})
  void aWrongLimitIsRefused(String limit) throws Exception {
    assertThat(bank.get("/sandbox/events?limit=" + limit).status()).isEqualTo(400);
  }

  @Test
  void aCustomersLimitsAreSetAndShown() throws Exception {
    assertThat(bank.get("/sandbox/customers/amelia/alerts").json().path("lowBalance").asText())
        .isEqualTo("100.00");
    SandboxServer.Answer set =
        put(
            "amelia",
            """
            {"lowBalance":"-250.00","largeTransaction":null,"salaryArrived":false}\
            """);
    assertThat(set.status()).isEqualTo(200);
    JsonNode now = bank.get("/sandbox/customers/cust-amelia/alerts").json();
    assertThat(now.path("lowBalance").asText()).isEqualTo("-250.00");
    assertThat(now.path("largeTransaction").isNull()).isTrue();
    assertThat(now.path("salaryArrived").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"lowBalance\":\"1.00\",\"largeTransaction\":\"0.00\",\"salaryArrived\":true}",
        "{\"lowBalance\":\"1.234\",\"largeTransaction\":\"5.00\",\"salaryArrived\":true}",
        "{\"lowBalance\":1,\"largeTransaction\":\"5.00\",\"salaryArrived\":true}",
        "{\"lowBalance\":\"1.00\",\"largeTransaction\":\"5.00\",\"salaryArrived\":\"yes\"}"
      })
  void wrongLimitsAreRefused(String body) throws Exception {
    assertThat(put("noah", body).status()).isEqualTo(400);
    assertThat(put("nobody", body).status()).isEqualTo(400);
  }

  private SandboxServer.Answer put(String customer, String body) throws IOException {
    return bank.send(
        bank.request("/sandbox/customers/" + customer + "/alerts")
            .put(RequestBody.create(body, MediaType.get("application/json")))
            .build());
  }
}
