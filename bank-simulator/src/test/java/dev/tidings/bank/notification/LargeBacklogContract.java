package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hundred thousand notifications wait for one TPP: what another one notices of it. */
abstract class LargeBacklogContract {

  private static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final int BACKLOG = 100_000;
  private static final int ACCOUNTS = 50;
  private static final int EVENTS = 15;
  private static final Duration DELAY_MAX = Duration.ofSeconds(1);

  /** For the slowest, which the machine itself may have held up. */
  private static final Duration DELAY_OF_ONE_MAX = Duration.ofSeconds(5);

  private static final String DIGITS = "(values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))";
  private static final String COUNT =
      "select count(*) from notification where client_id = 'busy' and status = 'PENDING'";

  private Database database;
  private TestBank bank;
  private Receiver busy;
  private Receiver other;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    database = open();
    bank = new TestBank(database, DeliveryPolicy.standard());
    busy = new Receiver();
    other = new Receiver();
    String[] accounts = new String[ACCOUNTS];
    Arrays.setAll(accounts, number -> "a" + number);
    String consentId = bank.give("busy", BALANCES, accounts);
    pileUp(bank.subscribe("busy", busy.url()), consentId);
    bank.give("other", BALANCES, "b");
    bank.subscribe("other", other.url());
  }

  @AfterEach
  void stop() {
    busy.close();
    other.close();
    bank.close();
    database.close();
  }

  @Test
  void anotherTppsSingleEventIsDelayedByASecondAtMost() {
    bank.notifications.start();
    bank.broker.start();
    busy.next();
    List<Duration> delays = new ArrayList<>();
    for (int version = 1; version <= EVENTS; version++) {
      long startNs = System.nanoTime();
      bank.balanceChanged("b", version);
      assertThat(Receiver.version(other.next())).isEqualTo(version);
      delays.add(Duration.ofNanos(System.nanoTime() - startNs));
    }

    assertThat(pending()).as("still waiting for the busy one").isPositive();
    Collections.sort(delays);
    assertThat(delays.get(EVENTS - 2)).as("all but one of %s", delays).isLessThan(DELAY_MAX);
    assertThat(delays.getLast()).isLessThan(DELAY_OF_ONE_MAX);
  }

  private void pileUp(String subscriptionId, String consentId) {
    database.useTransaction(unit ->
        unit.handle()
            .createUpdate(
                """
                insert into notification (jti, event_id, subscription_id, client_id, event_key,
                  event_version, interaction_id, consent_ids, signed_set, status, attempts,
                  round_at, due_at, occurred_at, created_at)
                select 'jti-' || n, 'event-' || n, :subscriptionId, 'busy', 'a' || mod(n, :accounts),
                  n, 'interaction', :consentId, 'header.claims.signature', 'PENDING', 0,
                  :now, :now, :now, :now
                from (select a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n as n
                  from <digits> a(n), <digits> b(n), <digits> c(n), <digits> d(n), <digits> e(n)) x
                order by n
                """)
            .define("digits", DIGITS)
            .bind("subscriptionId", subscriptionId)
            .bind("consentId", consentId)
            .bind("accounts", ACCOUNTS)
            .bind("now", bank.clock.instant())
            .execute());
    assertThat(pending()).isEqualTo(BACKLOG);
  }

  private int pending() {
    return database.read(handle -> handle.select(COUNT).mapTo(Integer.class).one());
  }
}
