package dev.tidings.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.bank.sandbox.SandboxTokens;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.EventUrn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A SET with content says what the balances API says, in a whole bank. */
class EventContentTest {

  private static final String TRANSACTION =
      """
      {"amount":"12.40","currency":"GBP","creditDebitIndicator":"Debit","description":"Coffee"}\
      """;

  @TempDir private Path folder;

  @Test
  void theBalancesInASetAreThoseOfTheBalancesApi() throws Exception {
    Clock clock = Clock.systemUTC();
    String jdbcUrl = "jdbc:h2:mem:content;DB_CLOSE_DELAY=-1" + h2Mode();
    try (WholeBank bank = new WholeBank(folder, jdbcUrl, clock);
        Database database = Database.open(jdbcUrl, "db/bank");
        MockWebServer tpp = new MockWebServer()) {
      tpp.enqueue(new MockResponse.Builder().code(202).build());
      tpp.start();
      String customers = bank.customerToken("amelia", List.of("ReadAccountsBasic", "ReadBalances"));
      String accountId = bank.accountId();
      AccessToken own =
          new AccessToken(
              SandboxTokens.CLIENT_ID,
              null,
              null,
              Set.of("accounts"),
              clock.instant().plus(Duration.ofMinutes(5)));
      String token =
          database.inTransaction(unit -> new AccessTokens(database, clock).issue(unit, own));
      String subscription =
          OpenBankingJson.write(
              Map.of(
                  "Data",
                  Map.of(
                      "CallbackUrl",
                      tpp.url("/v4.0/event-notifications").toString(),
                      "Version",
                      "4.0",
                      "EventTypes",
                      List.of("Tidings.Balance-Change"),
                      "Tidings",
                      Map.of("Content", "Balances"))));
      JsonNode made =
          WholeBank.json(
              bank.postJson(
                  "/open-banking/v4.0/event-subscriptions",
                  Map.of("Authorization", "Bearer " + token),
                  subscription),
              201);
      assertThat(made.path("Data").path("Tidings").path("Content").asText()).isEqualTo("Balances");
      WholeBank.json(
          bank.postJson("/sandbox/accounts/" + accountId + "/transactions", Map.of(), TRANSACTION),
          201);

      RecordedRequest push = Objects.requireNonNull(tpp.takeRequest(20, TimeUnit.SECONDS));
      String set = Objects.requireNonNull(push.getBody()).utf8();
      JsonNode change =
          OpenBankingJson.readTree(SignedJWT.parse(set).getPayload().toString())
              .path("events")
              .path(EventUrn.BALANCE_CHANGE);
      JsonNode api =
          WholeBank.json(
              bank.get(WholeBank.AISP + "/accounts/" + accountId + "/balances", customers), 200);
      assertThat(change.path("balances").path("Data")).isEqualTo(api.path("Data"));
      assertThat(change.path("balances").path("Data").path("Balance")).isNotEmpty();
      assertThat(change.path("balances").path("account_version").asLong())
          .isEqualTo(change.path("account_version").asLong());
    }
  }

  private static String h2Mode() {
    String embedded = Database.embedded(Path.of("x"), "x");
    return embedded.substring(embedded.indexOf(";LOCK_TIMEOUT"));
  }
}
