package dev.tidings.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import dev.tidings.openbanking.OpenBankingJson;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of an account, from the control API to the event that a TPP fetches. */
class AccountClosingTest {

  private static final String URN =
      "urn:uk:org:openbanking:events:account-access-consent-linked-account-update";
  private static final String NAME = "UK.OBIE.Account-Access-Consent-Linked-Account-Update";

  @TempDir static Path data;

  @SuppressWarnings("NullAway.Init") // by JUnit, before any test
  private static WholeBank bank;

  @SuppressWarnings("NullAway.Init")
  private static WholeTpp tpp;

  @BeforeAll
  static void start() {
    bank = new WholeBank(data, null, InstantSource.system());
    tpp = new WholeTpp(new OkHttpClient(), bank.issuer, InstantSource.system(), Map.of());
  }

  @AfterAll
  static void stop() {
    bank.close();
  }

  @Test
  void theConsentLosesTheAccountTheTppIsToldAndNothingIsPostedAnyMore() throws Exception {
    Map<String, String> own = WholeTpp.bearer(tpp.clientToken(bank.issuer, Map.of()));
    subscribe(own);
    String consentId = tpp.consent(bank.issuer, own, WholeBank.EVERY_DATA_PERMISSION);
    String code = tpp.code("amelia", "accounts", consentId, List.of());
    String token = tpp.redeem(bank.issuer, Map.of(), code).path("access_token").asText();
    String account = bank.accountId();
    assertThat(read("/accounts/" + account, token)).isEqualTo(200);

    JsonNode closed = WholeBank.json(close(account), 200);
    assertThat(closed.path("status").asText()).isEqualTo("Deleted");
    assertThat(closed.path("consentIds").toString()).contains(consentId);

    JsonNode after = account(account);
    assertThat(after.path("status").asText()).isEqualTo("Deleted");
    assertThat(after.path("booked").asText()).isEqualTo("0.00");
    assertThat(after.path("available").asText()).isEqualTo("0.00");
    assertThat(post(account).statusCode()).isEqualTo(400);
    assertThat(post(account).body()).contains("is closed");
    assertThat(close(account).statusCode()).isEqualTo(400);
    assertThat(close("nowhere").body()).contains("U011");

    assertThat(read("/accounts/" + account, token)).isEqualTo(403);
    assertThat(bank.get(WholeBank.AISP + "/accounts", WholeTpp.bearer(token)).body())
        .contains("\"Status\":\"Enabled\"")
        .doesNotContain(account);

    JsonNode set = told(own);
    assertThat(set.path("sub").asText())
        .isEqualTo(bank.issuer + WholeBank.AISP + "/account-access-consents/" + consentId);
    JsonNode event = set.path("events").path(URN);
    assertThat(set.path("events").size()).isEqualTo(1);
    assertThat(event.path("reason").asText()).isEqualTo("UK.OBIE.AccountClosure");
    JsonNode subject = event.path("subject");
    assertThat(subject.path("http://openbanking.org.uk/rid").asText()).isEqualTo(account);
    assertThat(subject.path("http://openbanking.org.uk/rty").asText())
        .isEqualTo("account-access-consent");
    assertThat(subject.path("http://openbanking.org.uk/rlk").path(0).path("link").asText())
        .isEqualTo(set.path("sub").asText());
    assertThat(bank.get("/console/events", Map.of()).body()).contains("Account closed");
  }

  private static void subscribe(Map<String, String> own) {
    String body =
        OpenBankingJson.write(
            Map.of("Data", Map.of("Version", "4.0", "EventTypes", List.of(NAME))));
    WholeBank.json(bank.postJson("/open-banking/v4.0/event-subscriptions", own, body), 201);
  }

  /** Waits at the bank until there is one. */
  private static JsonNode told(Map<String, String> own) throws Exception {
    String poll = "{\"maxEvents\":1,\"returnImmediately\":false}";
    JsonNode answer = WholeBank.json(bank.postJson("/open-banking/v4.0/events", own, poll), 200);
    String set = answer.path("sets").elements().next().textValue();
    return OpenBankingJson.readTree(JWSObject.parse(set).getPayload().toString());
  }

  private static HttpResponse<String> close(String account) {
    return bank.postJson("/sandbox/accounts/" + account + "/close", Map.of(), "{}");
  }

  private static HttpResponse<String> post(String account) {
    String body =
        "{\"amount\":\"1.00\",\"currency\":\""
            + account(account).path("currency").asText()
            + "\",\"creditDebitIndicator\":\"Credit\",\"description\":\"Late\"}";
    return bank.postJson("/sandbox/accounts/" + account + "/transactions", Map.of(), body);
  }

  private static int read(String path, String token) {
    return bank.get(WholeBank.AISP + path, WholeTpp.bearer(token)).statusCode();
  }

  private static JsonNode account(String accountId) {
    for (JsonNode account :
        WholeBank.json(bank.get("/sandbox/accounts", Map.of()), 200).path("accounts")) {
      if (account.path("accountId").asText().equals(accountId)) {
        return account;
      }
    }
    throw new AssertionError("no account " + accountId);
  }
}
