package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * One of twenty endpoints hangs: what the others notice of it, from commit to receipt. Beside the
 * bank runs one without it, and each event happens at both, so whatever the machine does meets
 * both.
 */
class HungEndpointTest {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final int OTHERS = 19;
  private static final int HUNG_ACCOUNTS = 4 * DeliveryPolicy.IN_FLIGHT_MAX;
  private static final double SLOWER_AT_MOST = 1.5;

  /** Longer than the test: who hangs, hangs. */
  private static final Duration HANGS = Duration.ofMinutes(10);

  /** So few that the hung endpoint's accounts would take all, were there no cap for each. */
  private static final int IN_FLIGHT_TOTAL = 2 * DeliveryPolicy.IN_FLIGHT_MAX;

  private static final DeliveryPolicy POLICY =
      new DeliveryPolicy(
          DeliveryPolicy.CONNECT_TIMEOUT,
          HANGS,
          HANGS,
          DeliveryPolicy.ANSWER_BYTES_MAX,
          DeliveryPolicy.IN_FLIGHT_MAX,
          IN_FLIGHT_TOTAL,
          DeliveryPolicy.BACKOFF,
          DeliveryPolicy.ATTEMPTS_MAX,
          DeliveryPolicy.TOTAL_TIME_MAX);

  private static final int ROUNDS_WARM_UP = 3;

  /** All rounds count; more are made while there are too few to tell on a busy machine. */
  private static final int ROUNDS_MIN = 20;

  private static final int ROUNDS_MAX = 120;

  /** For a single event, whatever the machine does. */
  private static final Duration DELAY_MAX = Duration.ofSeconds(5);

  @Test
  void theOthersAreToldAsQuicklyAsWithoutIt() throws IOException {
    try (RunningBank without = new RunningBank();
        RunningBank with = new RunningBank();
        Receiver hung = new Receiver()) {
      with.hang(hung);
      List<Long> alone = new ArrayList<>();
      List<Long> beside = new ArrayList<>();
      for (int round = 1; round <= ROUNDS_WARM_UP; round++) {
        without.round(_ -> {});
        with.round(_ -> {});
      }
      assertThat(hung.waiting()).isEqualTo(DeliveryPolicy.IN_FLIGHT_MAX);
      for (int round = 1;
          round <= ROUNDS_MIN || (round <= ROUNDS_MAX && ratio(beside, alone) > SLOWER_AT_MOST);
          round++) {
        with.roundBeside(without, beside::add, alone::add);
      }
      assertThat(hung.waiting()).as("still").isEqualTo(DeliveryPolicy.IN_FLIGHT_MAX);
      assertThat(ratio(beside, alone))
          .as("p99 of %s, without it %s", p99(beside), p99(alone))
          .isLessThanOrEqualTo(SLOWER_AT_MOST);
      assertThat(Duration.ofNanos(Collections.max(beside))).isLessThan(DELAY_MAX);
    }
  }

  private static double ratio(List<Long> oneNs, List<Long> otherNs) {
    return (double) p99(oneNs).toNanos() / p99(otherNs).toNanos();
  }

  private static Duration p99(List<Long> tookNs) {
    List<Long> sorted = tookNs.stream().sorted().toList();
    return Duration.ofNanos(sorted.get(sorted.size() * 99 / 100));
  }

  /** A bank with nineteen TPPs that are well. */
  private static final class RunningBank implements AutoCloseable {

    private final Database database = TestDatabase.inMemory();
    private final TestBank bank = new TestBank(database, POLICY);
    private final Receiver well = new Receiver();
    private final LinkedBlockingQueue<Long> receivedNs = new LinkedBlockingQueue<>();
    private long version;

    RunningBank() throws IOException {
      well.answers(_ -> {
        receivedNs.add(System.nanoTime());
        return Receiver.status(202);
      });
      for (int tpp = 0; tpp < OTHERS; tpp++) {
        bank.give("tpp" + tpp, BALANCES, "a" + tpp);
        bank.subscribe("tpp" + tpp, well.url());
      }
      bank.notifications.start();
      bank.broker.start();
    }

    /** One more TPP, which answers nothing. */
    void hang(Receiver hung) {
      hung.hangs();
      String[] accounts = new String[HUNG_ACCOUNTS];
      Arrays.setAll(accounts, number -> "hung" + number);
      bank.give("hung", BALANCES, accounts);
      bank.subscribe("hung", hung.url());
      for (String account : accounts) {
        bank.balanceChanged(account, 1);
      }
    }

    /** An event for each TPP, one after the other. */
    void round(Consumer<Long> tookNs) {
      version++;
      for (int tpp = 0; tpp < OTHERS; tpp++) {
        tookNs.accept(event(tpp));
      }
    }

    /** As {@link #round}, each event at the other bank too. */
    void roundBeside(RunningBank other, Consumer<Long> tookNs, Consumer<Long> othersTookNs) {
      version++;
      other.version++;
      for (int tpp = 0; tpp < OTHERS; tpp++) {
        othersTookNs.accept(other.event(tpp));
        tookNs.accept(event(tpp));
      }
    }

    private long event(int tpp) {
      long startNs = System.nanoTime();
      bank.balanceChanged("a" + tpp, version);
      return received() - startNs;
    }

    private long received() {
      try {
        Long at = receivedNs.poll(20, TimeUnit.SECONDS);
        if (at == null) {
          throw new AssertionError("nothing was received");
        }
        return at;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      well.close();
      bank.close();
      database.close();
    }
  }
}
