package dev.tidings.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.openbanking.Money;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From the commit in the bank to the event at the aggregator, and to the view: one change at a
 * time.
 */
final class ChangeLatency {

  /** Changes before the figures count: compilers warm up. */
  private static final int WARM_UP = 100;

  private static final int ANSWER_WITHIN_SECONDS = 20;

  private final Installation installation;
  private final Path data;
  private final int changes;

  ChangeLatency(Installation installation, Path data, int changes) {
    this.installation = installation;
    this.data = data;
    this.changes = changes;
  }

  void run() {
    Distribution bare = barePostMs();
    List<Double> event = new ArrayList<>();
    List<Double> view = new ArrayList<>();
    try (Demo demo = new Demo(installation, data, Demo.Ports.free(), "off")) {
      demo.start();
      BlockingQueue<JsonNode> seen = new LinkedBlockingQueue<>();
      demo.onChange(seen::add);
      BankClient bank = demo.banks().getFirst();
      LedgerAccount account = bank.accountsOf(bank.customerId(Demo.CUSTOMER)).getFirst();
      for (int i = 0; i < WARM_UP + changes; i++) {
        bank.post(
            account.accountId(), new Money(-1 - i, account.available().currency()), "Bench " + i);
        JsonNode change = next(seen);
        if (i >= WARM_UP) {
          event.add(change.path("eventAfterMs").asDouble());
          view.add(change.path("viewAfterMs").asDouble());
        }
      }
    }
    System.out.println("one change at a time, ms after its commit in the bank");
    System.out.printf("  %-22s %s%n", "bare POST and answer", bare);
    print("event received", Distribution.of(event), bare);
    print("view refreshed", Distribution.of(view), bare);
  }

  private Distribution barePostMs() {
    List<Double> posts = new ArrayList<>();
    try (Program server = BareServer.start(installation, data.resolve("bare.log"))) {
      URI address = server.awaitReady();
      Http http = new Http();
      for (int i = 0; i < WARM_UP + changes; i++) {
        long begin = System.nanoTime();
        http.post(address, Map.of()).expect(202);
        if (i >= WARM_UP) {
          posts.add((System.nanoTime() - begin) / 1e6);
        }
      }
    }
    return Distribution.of(posts);
  }

  private static JsonNode next(BlockingQueue<JsonNode> seen) {
    try {
      JsonNode change = seen.poll(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
      if (change == null) {
        throw new IllegalStateException(
            "no change came through in " + ANSWER_WITHIN_SECONDS + " s");
      }
      return change;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void print(String what, Distribution value, Distribution bare) {
    System.out.printf(
        "  %-22s %s   %.1f × bare at p50%n", what, value, value.median() / bare.median());
  }
}
