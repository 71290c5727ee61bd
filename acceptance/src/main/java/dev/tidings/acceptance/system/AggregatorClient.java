package dev.tidings.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.system.BankAccessLog.Calls;
import dev.tidings.openbanking.Money;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.Request;

/** The aggregator, as its page and its customer's browser use it. */
public record AggregatorClient(URI address, Http http) {

  private static final Duration REGISTERED_WITHIN = Duration.ofSeconds(60);

  /** The meter's figures. */
  public record MeterFigures(
      long eventsReceived,
      long eventsRejected,
      long duplicates,
      long apiCalls,
      long apiCallsIfPolled) {}

  public JsonNode view() {
    return http.get(address.resolve("/api/view")).expect(200).json();
  }

  /** Balances by account id; an account without a figure is left out. */
  public Map<String, Money> balances() {
    Map<String, Money> balances = new HashMap<>();
    for (JsonNode account : view().path("accounts")) {
      if (!account.path("balance").isNull()) {
        balances.put(
            account.path("accountId").asText(),
            Money.parse(account.path("balance").asText(), account.path("currency").asText()));
      }
    }
    return balances;
  }

  /** Whether no account waits to be read. */
  public boolean isSettled() {
    for (JsonNode account : view().path("accounts")) {
      if (account.path("status").asText().equals("REFRESHING")) {
        return false;
      }
    }
    return true;
  }

  /** {@code GET /api/meter}. */
  public JsonNode meterJson() {
    return http.get(address.resolve("/api/meter")).expect(200).json();
  }

  /** Calls for data and the bytes of their answers, by the id of the bank. */
  public Map<String, Calls> callsByBank() {
    Map<String, Calls> calls = new HashMap<>();
    for (JsonNode bank : meterJson().path("banks")) {
      calls.put(
          bank.path("bankId").asText(),
          new Calls(
              bank.path("onConnecting").asLong()
                  + bank.path("becauseOfEvents").asLong()
                  + bank.path("byPolling").asLong(),
              bank.path("bytes").asLong()));
    }
    return calls;
  }

  public MeterFigures meter() {
    JsonNode json = meterJson();
    return new MeterFigures(
        json.path("eventsReceived").asLong(),
        json.path("eventsRejected").asLong(),
        json.path("duplicates").asLong(),
        json.path("apiCalls").asLong(),
        json.path("apiCallsIfPolled").asLong());
  }

  /** The id that the aggregator gives to a bank. */
  public static String bankId(URI bank) {
    return bank.getHost() + "-" + bank.getPort();
  }

  /** Waits until the aggregator has registered with the bank. */
  public void awaitRegistered(URI bank) {
    if (!Await.within(REGISTERED_WITHIN, () -> !state(bankId(bank)).equals("UNREACHABLE"))) {
      throw new IllegalStateException("the aggregator could not register with " + bank);
    }
  }

  /** How the aggregator stands with a bank, such as {@code CONNECTED}. */
  public String state(String bankId) {
    for (JsonNode bank : view().path("banks")) {
      if (bank.path("bankId").asText().equals(bankId)) {
        return bank.path("state").asText();
      }
    }
    return "UNREACHABLE";
  }

  /**
   * Chooses how the bank's events come.
   *
   * @param way {@code push} or {@code poll}
   */
  public void choose(URI bank, String way) {
    URI channel = address.resolve("/api/connections/" + bankId(bank) + "/channel");
    http.send(
            new Request.Builder()
                .url(channel.toString())
                .post(new FormBody.Builder().add("channel", way).build())
                .build())
        .expect(204);
  }

  /** The consent of the connection with a bank. */
  public String consentId(String bankId) {
    for (JsonNode one :
        http.get(address.resolve("/api/connections")).expect(200).json().path("connections")) {
      if (one.path("bankId").asText().equals(bankId)) {
        return one.path("consentId").asText();
      }
    }
    throw new IllegalStateException("not connected with " + bankId);
  }

  /** Has every open page say this. */
  public void narrate(String words) {
    http.send(
            new Request.Builder()
                .url(address.resolve("/api/narration").toString())
                .put(new FormBody.Builder().add("words", words).build())
                .build())
        .expect(204);
  }

  /** Sends the customer through the real authorization flow, approved by the bank's sandbox. */
  public void connect(BankClient bank, String customer) {
    URI start = address.resolve("/connect?bank=" + bankId(bank.address()));
    String authorizationUrl = http.get(start).expect(302).location();
    URI callback = bank.approve(authorizationUrl, customer);
    http.get(callback).expect(302);
  }
}
