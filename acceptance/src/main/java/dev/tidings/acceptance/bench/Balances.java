package dev.tidings.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code GET /accounts/{AccountId}/balances} costs with token and consent checked, beside a
 * constant of the same size; whether it costs more in a big bank; and what a page of a long history
 * costs, at its beginning and at its end.
 */
final class Balances {

  private static final String AISP = "/open-banking/v4.0/aisp";
  private static final int SMALL = 100;

  /** Customers of the crowd that are read in turn, spread over all of it. */
  private static final int CUSTOMERS = 50;

  /** How a bank tells how far its seeding is. */
  private static final String SEEDED = "further accounts are made";

  private static final Duration SEEDED_WITHIN = Duration.ofMinutes(15);

  /** Times the whole history is read; the first time compilers warm up. */
  private static final int WALKS = 2;

  private final Installation installation;
  private final Path data;
  private final int requests;
  private final int accounts;
  private final int transactions;
  private final Http http = new Http();

  Balances(Installation installation, Path data, int requests, int accounts, int transactions) {
    this.installation = installation;
    this.data = data;
    this.requests = requests;
    this.accounts = accounts;
    this.transactions = transactions;
  }

  void run() {
    System.out.printf(
        Locale.ROOT,
        """
        GET /accounts/{AccountId}/balances, %d callers, %,d requests after as many to warm up: \
        in a bank of %,d accounts, of a bare server, in a bank of %,d
        """,
        Load.CALLERS,
        requests,
        SMALL,
        accounts);
    System.out.printf(
        Locale.ROOT, "  seeding, with a history of %,d transactions ...%n", transactions);
    Load.Cost small;
    int bytes;
    try (Program bank = startBank("small", SMALL, transactions)) {
      URI address = bank.awaitReady(SEEDED_WITHIN);
      List<HttpRequest> reads = reads(address, SMALL);
      bytes =
          http.get(reads.getFirst().uri(), bearer(reads.getFirst())).expect(200).body().length();
      small = measure(bank, reads);
      print("bank, " + SMALL + " accounts", small);
      history(address);
    }
    Load.Cost bare = bare(bytes);
    print("bare, same %d bytes".formatted(bytes), bare);
    System.out.printf("  bank beside bare: %.2f × CPU%n", small.cpuMicros() / bare.cpuMicros());
    big(small);
  }

  private void big(Load.Cost small) {
    System.out.printf(Locale.ROOT, "  seeding %,d accounts ...%n", accounts);
    long begin = System.nanoTime();
    try (Program bank = startBank("big", accounts, 0)) {
      bank.hear(line -> {
        if (line.contains(SEEDED)) {
          System.out.println("    " + line);
        }
      });
      URI address = bank.awaitReady(SEEDED_WITHIN);
      System.out.printf(
          Locale.ROOT,
          "  seeded %,d accounts in %.0f s%n",
          accounts,
          (System.nanoTime() - begin) / 1e9);
      Load.Cost big = measure(bank, reads(address, accounts));
      print(String.format(Locale.ROOT, "bank, %,d accounts", accounts), big);
      System.out.printf("  big beside small: %.2f × CPU%n", big.cpuMicros() / small.cpuMicros());
    }
  }

  private Load.Cost bare(int bytes) {
    try (Program bare = BareServer.start(installation, data.resolve("bare.log"), bytes)) {
      URI address = bare.awaitReady().resolve(BareServer.CONSTANT);
      return measure(bare, List.of(Load.read(address, "x".repeat(43))));
    }
  }

  private Load.Cost measure(Program server, List<HttpRequest> reads) {
    Load.send(server, requests, i -> reads.get(i % reads.size()));
    return Load.send(server, requests, i -> reads.get(i % reads.size()));
  }

  private Program startBank(String name, int crowd, int history) {
    return installation.startBank(name, data.resolve(name), crowd, history);
  }

  /** One read for each of some customers, with a token of each. */
  private List<HttpRequest> reads(URI address, int crowd) {
    BankClient bank = new BankClient(address, http);
    List<HttpRequest> reads = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      int number = 1 + (int) ((long) i * crowd / CUSTOMERS);
      JsonNode token =
          bank.token(
              String.format(Locale.ROOT, "crowd%07d", number),
              List.of("ReadAccountsDetail", "ReadBalances"));
      String account = token.path("account_ids").path(0).asText();
      reads.add(
          Load.read(
              address.resolve(AISP + "/accounts/" + account + "/balances"),
              token.path("access_token").asText()));
    }
    return reads;
  }

  private void history(URI address) {
    JsonNode token =
        new BankClient(address, http)
            .token(
                "vera",
                List.of(
                    "ReadAccountsDetail",
                    "ReadTransactionsDetail",
                    "ReadTransactionsCredits",
                    "ReadTransactionsDebits"));
    String bearer = token.path("access_token").asText();
    List<Double> pagesMs = List.of();
    for (int walk = 0; walk < WALKS; walk++) {
      pagesMs = walk(address.resolve(AISP + "/transactions"), bearer);
    }
    int tenth = Math.max(1, pagesMs.size() / 10);
    Distribution first = Distribution.of(pagesMs.subList(0, tenth));
    Distribution last = Distribution.of(pagesMs.subList(pagesMs.size() - tenth, pagesMs.size()));
    System.out.printf(
        Locale.ROOT,
        "  %,d transactions on %,d pages, ms a page: first tenth %s; last tenth %s; %.2f ×%n",
        transactions,
        pagesMs.size(),
        first,
        last,
        last.median() / first.median());
  }

  private List<Double> walk(URI first, String bearer) {
    List<Double> ms = new ArrayList<>();
    String next = first.toString();
    while (!next.isEmpty()) {
      long begin = System.nanoTime();
      Http.Answer page = http.get(URI.create(next), bearer).expect(200);
      ms.add((System.nanoTime() - begin) / 1e6);
      next = page.json().at("/Links/Next").asText();
    }
    return ms;
  }

  private static String bearer(HttpRequest request) {
    return request
        .headers()
        .firstValue("Authorization")
        .orElseThrow()
        .substring("Bearer ".length());
  }

  private static void print(String what, Load.Cost cost) {
    System.out.printf("  %-24s %s%n", what, cost);
  }
}
