package dev.tidings.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.Malformed.Form;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.http.InteractionId;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of requests, each wrong in one way, to a whole bank: each is the client's fault, is said
 * to be in the right words, and harms nobody.
 */
class BadInputTest {

  private static final int REQUESTS_MIN = 300;
  private static final Path OFFICIAL =
      Path.of(System.getProperty("tidings.obie.dir", "../../shared/obie"), "v4.0");

  @TempDir private Path data;

  private @Nullable WholeBank bank;

  @AfterEach
  void close() {
    if (bank != null) {
      bank.close();
    }
  }

  @Test
  void nothingMalformedIsTheBanksFault() {
    examine(open(null));
  }

  @Test
  void norIsItOnPostgres() {
    examine(open(TestDatabase.postgresUrl()));
  }

  private WholeBank open(@Nullable String jdbcUrl) {
    WholeBank opened = new WholeBank(data, jdbcUrl, Clock.systemUTC());
    bank = opened;
    return opened;
  }

  private static void examine(WholeBank bank) {
    List<Malformed> requests = requests(bank);
    List<String> faults = new ArrayList<>();
    for (Malformed request : requests) {
      RawExchange answer = RawExchange.send(bank.port, request.bytes());
      judge(request, answer).forEach(fault -> faults.add(request + "\n    " + fault));
    }
    assertThat(faults).as("%d requests", requests.size()).isEmpty();
    assertThat(requests.size()).isGreaterThan(REQUESTS_MIN);
    assertThat(bank.get(WholeBank.AISP + "/balances", bank.customerToken()).statusCode())
        .isEqualTo(200);
    assertThat(bank.get("/sandbox/accounts", Map.of()).statusCode()).isEqualTo(200);
  }

  private static List<Malformed> requests(WholeBank bank) {
    String customer = bank.customerToken();
    String client = bank.clientToken();
    String accountId = bank.accountId();
    List<Malformed> all = new ArrayList<>();
    all.addAll(
        contract("account-info-openapi.json", WholeBank.AISP, bank, accountId)
            .all(new AccountInformation(customer, client)));
    all.addAll(
        contract("events-openapi.json", "/open-banking/v4.0", bank, "unknown")
            .all(new Events(client)));
    all.addAll(MalformedByRoute.all(bank.routes(), accountId));
    Stream.of(
            MalformedOnTheWire.all(client),
            MalformedForms.oauth(WholeBank.registration()),
            MalformedForms.console(),
            MalformedForms.sandbox(accountId))
        .forEach(some -> some.forEach(all::add));
    return all;
  }

  private static MalformedByContract contract(
      String file, String base, WholeBank bank, String pathId) {
    Path path = OFFICIAL.resolve(file);
    assumeTrue(Files.isRegularFile(path), () -> path + " is not there; see CONTRIBUTING.md");
    return new MalformedByContract(path, base, bank.routes(), pathId);
  }

  private static List<String> judge(Malformed request, RawExchange answer) {
    List<String> faults = new ArrayList<>();
    if (!request.statuses().contains(answer.status())) {
      faults.add(
          "expected one of "
              + request.statuses()
              + ", got "
              + answer.status()
              + answer.headers()
              + " "
              + answer.body());
      return faults;
    }
    if (answer.header(InteractionId.HEADER).length() != 36) {
      faults.add("no interaction id in " + answer.headers());
    }
    boolean bodiless =
        answer.body().isEmpty() && (answer.status() == 401 || request.form() == Form.ANY);
    if (!bodiless && request.form() != Form.ANY) {
      JsonNode body = tree(answer.body());
      if (request.form() == Form.OAUTH
          && answer.status() != 413
          && !body.path("error").isTextual()) {
        faults.add("no OAuth error: " + answer.status() + " " + answer.body());
      }
      if (request.form() == Form.OPEN_BANKING) {
        JsonNode error = body.path("Errors").path(0);
        if (!error.path("ErrorCode").isTextual() || !error.path("Message").isTextual()) {
          faults.add("no error in the standard's form: " + answer.body());
        } else if (!request.errors().isEmpty()
            && !request.errors().contains(error.path("ErrorCode").asText())) {
          faults.add("expected " + request.errors() + ", got " + answer.body());
        }
      }
    }
    return faults;
  }

  private static JsonNode tree(String text) {
    try {
      return OpenBankingJson.readTree(text);
    } catch (IOException e) {
      return OpenBankingJson.mapper().missingNode();
    }
  }

  /** The consents are the TPP's own; everything else is under a customer's token. */
  private record AccountInformation(String customer, String client)
      implements MalformedByContract.Good {

    @Override
    public String token(String method, String path) {
      return path.startsWith("/account-access-consents") ? client : customer;
    }

    @Override
    public String body(String method, String path, String id) {
      return (method + path).equals("POST/account-access-consents")
          ? """
          {"Data": {"Permissions": ["ReadAccountsBasic"],
            "ExpirationDateTime": "2036-11-23T10:00:00Z",
            "TransactionFromDateTime": "2026-01-01T00:00:00Z",
            "TransactionToDateTime": "2036-01-01T00:00:00Z"}, "Risk": {}}\
          """
          : "";
    }
  }

  private record Events(String client) implements MalformedByContract.Good {

    @Override
    public String token(String method, String path) {
      return client;
    }

    @Override
    public String body(String method, String path, String id) {
      return switch (method + path) {
        case "POST/events" ->
            """
            {"maxEvents": 1, "returnImmediately": true, "ack": [], "setErrs": {}}\
            """;
        case "POST/event-subscriptions" ->
            """
            {"Data": {"CallbackUrl": "https://tpp.example/v4.0/event-notifications",
              "Version": "4.0", "EventTypes": ["UK.OBIE.Resource-Update"]}}\
            """;
        case "PUT/event-subscriptions/{EventSubscriptionId}" ->
            """
            {"Data": {"EventSubscriptionId": "unknown", "Version": "4.0",
              "CallbackUrl": "https://tpp.example/v4.0/event-notifications",
              "EventTypes": ["UK.OBIE.Resource-Update"]}}\
            """;
        default -> "";
      };
    }
  }
}
