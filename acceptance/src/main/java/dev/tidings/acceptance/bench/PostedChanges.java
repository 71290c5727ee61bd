package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.openbanking.Money;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Changes to the demo customer's accounts at one bank. One thread at a time. */
final class PostedChanges {

  /** Requests at one time. */
  private static final int POSTERS = 8;

  private static final Duration POSTED_WITHIN = Duration.ofMinutes(30);

  private final BankClient bank;
  private final List<BankClient.LedgerAccount> accounts;
  private int posted;

  PostedChanges(BankClient bank) {
    this.bank = bank;
    this.accounts = bank.accountsOf(bank.customerId(Demo.CUSTOMER));
  }

  /** Open loop: each change at its own time, whether or not the one before is done. */
  void atRate(double perSecond, int count) {
    long begin = System.nanoTime();
    try (ExecutorService posters = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        long due = begin + (long) (i / perSecond * 1e9);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        int number = posted++;
        posters.execute(() -> change(number));
      }
    }
  }

  /**
   * As fast as the bank takes them.
   *
   * @param progress told how many are posted, after each
   */
  void atOnce(int count, LongConsumer progress) {
    int first = posted;
    posted += count;
    AtomicInteger done = new AtomicInteger();
    ExecutorService posters = Executors.newFixedThreadPool(POSTERS);
    for (int i = 0; i < count; i++) {
      int number = first + i;
      posters.execute(() -> {
        change(number);
        progress.accept(done.incrementAndGet());
      });
    }
    posters.shutdown();
    try {
      if (!posters.awaitTermination(POSTED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(done + " of " + count + " changes were posted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  void atOnce(int count) {
    atOnce(count, _ -> {});
  }

  /** Waits until so many notifications wait in the bank. */
  void awaitQueued(long count, Duration atMost) {
    if (!Await.within(atMost, () -> backlog() >= count)) {
      throw new IllegalStateException(backlog() + " of " + count + " were queued");
    }
  }

  private double backlog() {
    return bank.http()
        .get(bank.address().resolve("/metrics"))
        .expect(200)
        .body()
        .lines()
        .filter(line -> line.startsWith("tidings_delivery_backlog"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void change(int number) {
    BankClient.LedgerAccount account = accounts.get(number % accounts.size());
    bank.post(
        account.accountId(),
        new Money(number % 2 == 0 ? -1 : 1, account.available().currency()),
        "Bench " + number);
  }
}
