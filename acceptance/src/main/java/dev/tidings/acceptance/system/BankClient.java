package dev.tidings.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.Money;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bank's control API, as whoever runs the bank uses it. */
public record BankClient(URI address, Http http) {

  /**
   * An account as the ledger has it.
   *
   * @param available booked and pending together: what the aggregator shows
   */
  public record LedgerAccount(
      String accountId, String name, List<String> customerIds, Money available) {}

  /** All accounts of a customer. */
  public List<LedgerAccount> accountsOf(String customerId) {
    return accounts().stream()
        .filter(account -> account.customerIds().contains(customerId))
        .toList();
  }

  public List<LedgerAccount> accounts() {
    List<LedgerAccount> accounts = new ArrayList<>();
    for (JsonNode json :
        http.get(address.resolve("/sandbox/accounts")).expect(200).json().path("accounts")) {
      List<String> customerIds = new ArrayList<>();
      json.path("customerIds").forEach(id -> customerIds.add(id.asText()));
      accounts.add(
          new LedgerAccount(
              json.path("accountId").asText(),
              json.path("name").asText(),
              customerIds,
              Money.parse(json.path("available").asText(), json.path("currency").asText())));
    }
    return accounts;
  }

  /** The id of the customer with this username. */
  public String customerId(String username) {
    for (JsonNode json :
        http.get(address.resolve("/sandbox/customers")).expect(200).json().path("customers")) {
      if (json.path("username").asText().equals(username)) {
        return json.path("customerId").asText();
      }
    }
    throw new IllegalArgumentException("the bank has no customer " + username);
  }

  /**
   * A transaction that the bank has acknowledged.
   *
   * @param available of the account right after it
   */
  public record Posted(String transactionId, Instant bookedAt, BigDecimal available) {}

  /** Moves money; returns the transaction's id once the bank has acknowledged it. */
  public String post(String accountId, Money amount, String description) {
    return post(accountId, amount, description, Map.of());
  }

  /**
   * As {@link #post(String, Money, String)}.
   *
   * @param more fields of the sandbox's transaction, such as {@code merchantName}
   */
  public String post(String accountId, Money amount, String description, Map<String, String> more) {
    return send(accountId, amount, description, more).path("transactionId").asText();
  }

  /** As {@link #post(String, Money, String)}, with all that the bank tells of it. */
  public Posted pay(String accountId, Money amount, String description) {
    JsonNode posted = send(accountId, amount, description, Map.of());
    return new Posted(
        posted.path("transactionId").asText(),
        Instant.parse(posted.path("bookedAt").asText()),
        new BigDecimal(posted.path("available").asText()));
  }

  private JsonNode send(
      String accountId, Money amount, String description, Map<String, String> more) {
    Map<String, String> body = new LinkedHashMap<>(more);
    body.put("amount", amount.amount().amount());
    body.put("currency", amount.currency());
    body.put("creditDebitIndicator", amount.indicator().name());
    body.put("description", description);
    return http.post(address.resolve("/sandbox/accounts/" + accountId + "/transactions"), body)
        .expect(201)
        .json();
  }

  /**
   * What the customer's approval on the consent page ends in: the address to send the browser to.
   */
  public URI approve(String authorizationUrl, String customer) {
    return URI.create(
        http.post(
                address.resolve("/sandbox/authorize"),
                Map.of("url", authorizationUrl, "customer", customer))
            .expect(200)
            .json()
            .path("redirect")
            .asText());
  }

  /** A ready access token. */
  public JsonNode token(String customer, List<String> permissions) {
    return http.post(
            address.resolve("/sandbox/tokens"),
            Map.of("customer", customer, "permissions", permissions))
        .expect(201)
        .json();
  }

  /** What changed last, and who was told. */
  public JsonNode latestEvent() {
    return http.get(address.resolve("/sandbox/events?limit=1")).expect(200).json().at("/events/0");
  }

  /** What the customer's revocation on the bank's page does. */
  public void revoke(String consentId) {
    http.post(address.resolve("/sandbox/consents/" + consentId + "/revoke"), Map.of()).expect(200);
  }
}
