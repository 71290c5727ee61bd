package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One of twenty endpoints hangs: what the others notice of it, from commit to receipt. */
class HungEndpointTest {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final int OTHERS = 19;
  private static final int EVENTS_EACH = 6;
  private static final int HUNG_ACCOUNTS = 4 * DeliveryPolicy.IN_FLIGHT_MAX;
  private static final double SLOWER_AT_MOST = 1.5;

  /** The quietest round of each counts; more are made while the machine is too busy to tell. */
  private static final int ROUNDS_MIN = 3;

  private static final int ROUNDS_MAX = 40;

  @Test
  void theOthersAreToldAsQuicklyAsWithoutIt() throws IOException {
    try (Round without = new Round(false);
        Round with = new Round(true)) {
      without.p99Ns();
      with.p99Ns();
      long alone = Long.MAX_VALUE;
      long beside = Long.MAX_VALUE;
      for (int round = 1;
          round <= ROUNDS_MIN || (round <= ROUNDS_MAX && beside > SLOWER_AT_MOST * alone);
          round++) {
        alone = Math.min(alone, without.p99Ns());
        beside = Math.min(beside, with.p99Ns());
      }
      assertThat(with.hung.waiting()).isGreaterThanOrEqualTo(DeliveryPolicy.IN_FLIGHT_MAX);
      assertThat((double) beside / alone)
          .as("p99 of %s, without it %s", Duration.ofNanos(beside), Duration.ofNanos(alone))
          .isLessThanOrEqualTo(SLOWER_AT_MOST);
    }
  }

  /** A running bank with its TPPs. */
  private static final class Round implements AutoCloseable {

    final Receiver hung = new Receiver();
    private final Database database = TestDatabase.inMemory();
    private final TestBank bank = new TestBank(database, DeliveryPolicy.standard());
    private final Receiver well = new Receiver();
    private final LinkedBlockingQueue<Long> receivedNs = new LinkedBlockingQueue<>();
    private long version;

    Round(boolean oneHangs) throws IOException {
      well.answers(_ -> {
        receivedNs.add(System.nanoTime());
        return Receiver.status(202);
      });
      for (int tpp = 0; tpp < OTHERS; tpp++) {
        bank.give("tpp" + tpp, BALANCES, "a" + tpp);
        bank.subscribe("tpp" + tpp, well.url());
      }
      if (oneHangs) {
        hung.hangs();
        String[] accounts = new String[HUNG_ACCOUNTS];
        Arrays.setAll(accounts, number -> "hung" + number);
        bank.give("hung", BALANCES, accounts);
        bank.subscribe("hung", hung.url());
        for (String account : accounts) {
          bank.balanceChanged(account, 1);
        }
      }
      bank.step();
      bank.notifications.start();
      bank.broker.start();
    }

    /** One event after the other, to one TPP after the other. */
    long p99Ns() {
      long[] tookNs = new long[OTHERS * EVENTS_EACH];
      for (int event = 0; event < tookNs.length; event++) {
        if (event % OTHERS == 0) {
          version++;
        }
        long startNs = System.nanoTime();
        bank.balanceChanged("a" + event % OTHERS, version);
        tookNs[event] = received() - startNs;
      }
      Arrays.sort(tookNs);
      return tookNs[tookNs.length * 99 / 100];
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
      hung.close();
      well.close();
      bank.close();
      database.close();
    }
  }
}
