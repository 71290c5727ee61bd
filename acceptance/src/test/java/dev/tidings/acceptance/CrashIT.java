package dev.tidings.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.openbanking.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of a burst: nothing acknowledged is lost, and the view ends equal.
 */
class CrashIT {

  private static final Duration EQUAL_WITHIN = Duration.ofSeconds(60);
  private static final int POSTERS = 4;
  private static final int ACKNOWLEDGED_BEFORE_CRASH = 60;
  private static final int CHANGES_AFTER_CRASH = 30;

  @TempDir Path data;

  @Test
  void a_killed_bank_keeps_every_acknowledged_transaction_and_sends_its_event() throws Exception {
    try (Demo demo = new Demo(Installation.find(), data, Demo.Ports.free(), "off")) {
      demo.start();
      BankClient bank = demo.banks().getFirst();
      String account = account(bank).accountId();

      Set<String> acknowledged = Set.copyOf(burstUntil(bank, account, () -> demo.crashBank(0)));
      demo.restartBank(0);

      assertThat(new Ledger(bank).transactionIds(account)).containsAll(acknowledged);
      assertThat(Await.within(EQUAL_WITHIN, () -> isEqual(demo)))
          .as("the view equals the ledgers")
          .isTrue();
      assertThat(
              Await.within(
                  EQUAL_WITHIN,
                  () -> demo.aggregator().meter().eventsReceived() >= acknowledged.size()))
          .as(() ->
              "an event for each of the %d acknowledged: %s"
                  .formatted(acknowledged.size(), demo.aggregator().meter()))
          .isTrue();
    }
  }

  @Test
  void a_killed_aggregator_catches_up_with_what_happened_meanwhile() throws Exception {
    try (Demo demo = new Demo(Installation.find(), data, Demo.Ports.free(), "off")) {
      demo.start();
      BankClient bank = demo.banks().getFirst();
      LedgerAccount account = account(bank);

      burstUntil(bank, account.accountId(), demo::crashAggregator);
      for (int i = 0; i < CHANGES_AFTER_CRASH; i++) {
        bank.post(
            account.accountId(), new Money(-1, account.available().currency()), "While away " + i);
      }
      demo.restartAggregator();

      assertThat(Await.within(EQUAL_WITHIN, () -> isEqual(demo)))
          .as("the view equals the ledgers")
          .isTrue();
    }
  }

  /**
   * Posts from several threads until enough are acknowledged, crashes something, and goes on a
   * little.
   */
  private static Queue<String> burstUntil(BankClient bank, String account, Runnable crash)
      throws InterruptedException {
    Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_CRASH);
    CountDownLatch crashed = new CountDownLatch(1);
    try (ExecutorService posters = Executors.newFixedThreadPool(POSTERS)) {
      for (int i = 0; i < POSTERS; i++) {
        posters.execute(() -> {
          while (crashed.getCount() > 0) {
            try {
              acknowledged.add(bank.post(account, new Money(-7, "GBP"), "Burst"));
              enough.countDown();
            } catch (RuntimeException e) {
              // A bank that was just killed acknowledges nothing: that is the point of the test.
              return;
            }
          }
        });
      }
      enough.await();
      crash.run();
      crashed.countDown();
    }
    return acknowledged;
  }

  private static LedgerAccount account(BankClient bank) {
    return bank.accountsOf(bank.customerId(Demo.CUSTOMER)).stream()
        .filter(account -> account.available().currency().equals("GBP"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isEqual(Demo demo) {
    List<LedgerAccount> accounts =
        demo.banks().stream()
            .flatMap(bank -> bank.accountsOf(bank.customerId(Demo.CUSTOMER)).stream())
            .toList();
    var view = demo.aggregator().balances();
    return accounts.stream()
        .allMatch(account -> account.available().equals(view.get(account.accountId())));
  }
}
