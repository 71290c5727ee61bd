package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.openbanking.Money;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * From the commit in the bank to the new view at an open page, and to a GraphQL subscription: with
 * one page and with many, beside a bare server that sends as many bytes to as many clients; and
 * what the aggregator holds and spends for them. One change at a time.
 */
final class OpenPages {

  private static final int MANY = 500;
  private static final int WARM_UP = 60;

  /** About what a page is sent for a change. */
  private static final int FRAME_BYTES = 24_000;

  private static final String SUBSCRIPTION =
      "{\"query\":\"subscription { changes { occurredAt text account { balance { amount } } "
          + "totals { altogether { amount } } } }\"}";

  private final Installation installation;
  private final Path data;
  private final int changes;

  OpenPages(Installation installation, Path data, int changes) {
    this.installation = installation;
    this.data = data;
    this.changes = changes;
  }

  void run() {
    System.out.println("ms from the commit in the bank until an open page has the new view");
    Distribution bareOne;
    Distribution bareMany;
    try (Program bare = BareServer.start(installation, data.resolve("bare.log"), FRAME_BYTES)) {
      URI address = bare.awaitReady();
      bareOne = bare(address, 1);
      bareMany = bare(address, MANY);
    }
    System.out.printf("  %-24s %s%n", "bare POST, 1 page", bareOne);
    System.out.printf("  %-24s %s%n", "bare POST, " + MANY + " pages", bareMany);
    try (Demo demo = new Demo(installation, data, Demo.Ports.free(), "off")) {
      demo.start();
      measure(demo, 1, bareOne);
      measure(demo, MANY, bareMany);
    }
  }

  private void measure(Demo demo, int pages, Distribution bare) {
    Program aggregator = demo.programs().getLast();
    URI address = demo.aggregator().address();
    try (OpenStreams open = OpenStreams.open(page(address.resolve("/api/stream")), pages);
        OpenStreams subscription = OpenStreams.open(subscription(address.resolve("/graphql")), 1)) {
      BankClient bank = demo.banks().getFirst();
      LedgerAccount account = bank.accountsOf(bank.customerId(Demo.CUSTOMER)).getFirst();
      change(bank, account, open, subscription, WARM_UP);
      open.takeLatenciesMs();
      subscription.takeLatenciesMs();
      Duration before = CpuTime.of(aggregator.pid());
      change(bank, account, open, subscription, changes);
      double micros = CpuTime.microsEach(before, CpuTime.of(aggregator.pid()), changes);

      print(pages + (pages == 1 ? " page" : " pages"), open, bare);
      print("GraphQL beside them", subscription, bare);
      System.out.printf(
          Locale.ROOT,
          "  %-24s %.0f MiB resident, %.1f ms of CPU a change%n",
          "the aggregator",
          Memory.residentMiB(aggregator),
          micros / 1e3);
    }
  }

  private static void change(
      BankClient bank,
      LedgerAccount account,
      OpenStreams open,
      OpenStreams subscription,
      int count) {
    for (int i = 0; i < count; i++) {
      bank.post(
          account.accountId(),
          new Money(i % 2 == 0 ? -1 : 1, account.available().currency()),
          "Bench " + i);
      open.awaitChange();
      subscription.awaitChange();
    }
  }

  /** A small POST, because of which a frame of our size is sent to every page. */
  private Distribution bare(URI address, int pages) {
    Http http = new Http();
    try (OpenStreams open = OpenStreams.open(page(address.resolve(BareServer.STREAM)), pages)) {
      for (int i = 0; i < WARM_UP + changes; i++) {
        if (i == WARM_UP) {
          open.takeLatenciesMs();
        }
        Map<String, String> change = Map.of("occurredAt", Instant.now().toString());
        http.post(address.resolve(BareServer.STREAM), change).expect(202);
        open.awaitChange();
      }
      return Distribution.of(open.takeLatenciesMs());
    }
  }

  private static Request page(URI address) {
    return new Request.Builder()
        .url(address.toString())
        .header("Accept", "text/event-stream")
        .build();
  }

  private static Request subscription(URI address) {
    return new Request.Builder()
        .url(address.toString())
        .header("Accept", "text/event-stream")
        .post(RequestBody.create(SUBSCRIPTION, MediaType.get("application/json")))
        .build();
  }

  private static void print(String what, OpenStreams streams, Distribution bare) {
    Distribution ms = Distribution.of(streams.takeLatenciesMs());
    System.out.printf("  %-24s %s   %.1f × bare at p50%n", what, ms, ms.median() / bare.median());
  }
}
