package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.http.InteractionId;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Changes to the demo customer's accounts at one bank. One thread at a time. */
final class PostedChanges {

  /** Requests at one time. */
  private static final int POSTERS = 8;

  private static final int IDLE_CONNECTIONS_MAX = 128;
  private static final Duration POSTED_WITHIN = Duration.ofMinutes(30);
  private static final MediaType JSON = MediaType.get("application/json");

  private final BankClient bank;
  private final OkHttpClient client;
  private final List<BankClient.LedgerAccount> accounts;
  private final Map<UUID, Long> dueNs = new ConcurrentHashMap<>();
  private final Map<UUID, Instant> committedAt = new ConcurrentHashMap<>();
  private int posted;

  PostedChanges(BankClient bank) {
    this.bank = bank;
    this.client =
        bank.http()
            .client()
            .newBuilder()
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS_MAX, 1, TimeUnit.MINUTES))
            .build();
    this.accounts = bank.accountsOf(bank.customerId(Demo.CUSTOMER));
  }

  /** How many accounts they change, in turn. */
  int accounts() {
    return accounts.size();
  }

  /**
   * Open loop: each change at its own time, whether or not the one before is done.
   *
   * @return how many a second were posted and answered
   */
  double atRate(double perSecond, int count) {
    List<Future<?>> changes = new ArrayList<>();
    long begin = System.nanoTime();
    try (ExecutorService posters = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        long due = begin + (long) (i / perSecond * 1e9);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        int number = posted++;
        UUID id = UUID.randomUUID();
        dueNs.put(id, due);
        changes.add(posters.submit(() -> committedAt.put(id, committedAt(change(number, id)))));
      }
      Together.await(posters, changes, POSTED_WITHIN);
    }
    double lastOnesTurn = 1 / perSecond;
    return count / ((System.nanoTime() - begin) / 1e9 + lastOnesTurn);
  }

  /**
   * When the change was due that this request has posted at a rate, by this machine's clock.
   *
   * @param txn as its events have it
   */
  long dueNs(UUID txn) {
    Long due = dueNs.get(txn);
    if (due == null) {
      throw new IllegalStateException("an event of a change that was not posted at a rate: " + txn);
    }
    return due;
  }

  /**
   * When the bank had committed the change that this request has posted at a rate, by this
   * machine's clock.
   *
   * @param txn as its events have it
   */
  Instant committedAt(UUID txn) {
    Instant at = committedAt.get(txn);
    if (at == null) {
      throw new IllegalStateException("an event of a change that was not answered: " + txn);
    }
    return at;
  }

  /**
   * As fast as the bank takes them.
   *
   * @param progress told how many are posted, after each
   */
  void atOnce(int count, LongConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    List<Future<?>> changes = new ArrayList<>();
    try (ExecutorService posters = Executors.newFixedThreadPool(POSTERS)) {
      for (int i = 0; i < count; i++) {
        int number = posted++;
        changes.add(
            posters.submit(() -> {
              change(number, UUID.randomUUID());
              progress.accept(done.incrementAndGet());
            }));
      }
      Together.await(posters, changes, POSTED_WITHIN);
    }
  }

  void atOnce(int count) {
    atOnce(count, _ -> {});
  }

  private static Instant committedAt(String posted) throws IOException {
    return Instant.parse(OpenBankingJson.readTree(posted).path("committedAt").asText());
  }

  /**
   * What the bank answered.
   *
   * @param id names the request, and so the {@code txn} of its events
   */
  private String change(int number, UUID id) {
    BankClient.LedgerAccount account = accounts.get(number % accounts.size());
    Money amount = new Money(number % 2 == 0 ? -1 : 1, account.available().currency());
    String body =
        OpenBankingJson.write(
            Map.of(
                "amount",
                amount.amount().amount(),
                "currency",
                amount.currency(),
                "creditDebitIndicator",
                amount.indicator().name(),
                "description",
                "Bench " + number));
    Request request =
        new Request.Builder()
            .url(
                bank.address()
                    .resolve("/sandbox/accounts/" + account.accountId() + "/transactions")
                    .toString())
            .header(InteractionId.HEADER, id.toString())
            .post(RequestBody.create(body, JSON))
            .build();
    try (Response response = client.newCall(request).execute()) {
      if (response.code() != 201) {
        throw new IllegalStateException(
            "a change was answered with " + response.code() + ": " + response.body().string());
      }
      return response.body().string();
    } catch (IOException e) {
      throw new UncheckedIOException("a change was not posted: " + e.getMessage(), e);
    }
  }
}
