package dev.tidings.acceptance;

import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Http;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints an access token, so that {@code curl} needs one step. */
@Command(
    name = "token",
    description = {
      "Prints an access token of a simulated bank, for curl.",
      "",
      "Example: curl -H \"Authorization: Bearer $(scripts/token --bank http://localhost:8081)\" \\",
      "           http://localhost:8081/open-banking/v4.0/aisp/accounts"
    },
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

  @Option(
      names = "--bank",
      defaultValue = "http://localhost:8081",
      description = "The bank's address (${DEFAULT-VALUE}).")
  private URI bank = URI.create("http://localhost:8081");

  @Option(
      names = "--customer",
      defaultValue = "amelia",
      description = "Whose accounts (${DEFAULT-VALUE}); GET /sandbox/customers lists all.")
  private String customer = "amelia";

  @Option(
      names = "--permissions",
      split = ",",
      defaultValue =
          "ReadAccountsDetail,ReadBalances,ReadTransactionsDetail,ReadTransactionsCredits,ReadTransactionsDebits",
      description =
          "What it may read, by the standard's names, separated by commas (${DEFAULT-VALUE}).")
  private List<String> permissions = List.of();

  @Option(
      names = "--verbose",
      description = "Also prints consent, client and accounts, on the error stream.")
  private boolean verbose;

  @Override
  public Integer call() {
    try {
      var token = new BankClient(bank, new Http()).token(customer, permissions);
      System.out.println(token.path("access_token").asText());
      if (verbose) {
        System.err.println(token.toPrettyString());
      }
      return 0;
    } catch (RuntimeException e) {
      System.err.println("no token from " + bank + ": " + e.getMessage());
      return 1;
    }
  }
}
