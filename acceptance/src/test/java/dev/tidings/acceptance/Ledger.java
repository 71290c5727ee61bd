package dev.tidings.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.BankClient;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A bank's ledger as the account information API shows it to somebody who may see all. */
record Ledger(BankClient bank) {

  private static final List<String> ALL =
      List.of(
          "ReadAccountsDetail",
          "ReadTransactionsDetail",
          "ReadTransactionsCredits",
          "ReadTransactionsDebits");

  /** The ids of all transactions of the demo customer's account, over all pages. */
  Set<String> transactionIds(String accountId) {
    String token = bank.token(Demo.CUSTOMER, ALL).path("access_token").asText();
    Set<String> ids = new HashSet<>();
    String page =
        bank.address() + "/open-banking/v4.0/aisp/accounts/" + accountId + "/transactions";
    while (!page.isEmpty()) {
      JsonNode answer = bank.http().get(URI.create(page), token).expect(200).json();
      answer
          .path("Data")
          .path("Transaction")
          .forEach(transaction -> ids.add(transaction.path("TransactionId").asText()));
      page = answer.path("Links").path("Next").asText("");
    }
    return ids;
  }
}
