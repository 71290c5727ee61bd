package dev.tidings.bank.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leases promise, whatever the database. */
abstract class LeasesContract {

  private final SettableClock clock = new SettableClock();
  private Database database;
  private Leases alder;
  private Leases birch;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    alder = new Leases(database, LeaseClock.of(clock), "alder");
    birch = new Leases(database, LeaseClock.of(clock), "birch");
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void oneOwnerAtATime() {
    assertThat(alder.acquire("work")).isPresent();
    assertThat(birch.acquire("work")).isEmpty();
    assertThat(birch.acquire("other work")).isPresent();
  }

  @Test
  void aLeaseThatRanOutIsTakenOverWithAHigherEpoch() {
    Lease old = alder.acquire("work").orElseThrow();
    clock.advance(Leases.DURATION);
    Lease taken = birch.acquire("work").orElseThrow();

    assertThat(taken.epoch()).isGreaterThan(old.epoch());
    assertThat(alder.renew(old)).isFalse();
    assertThat(held(old)).isFalse();
    assertThat(held(taken)).isTrue();
  }

  @Test
  void aRenewedLeaseLasts() {
    Lease lease = alder.acquire("work").orElseThrow();
    clock.advance(Leases.RENEWAL_INTERVAL);
    assertThat(alder.renew(lease)).isTrue();
    clock.advance(Leases.DURATION.minus(Duration.ofMillis(1)));
    assertThat(birch.acquire("work")).isEmpty();
  }

  @Test
  void aReleasedLeaseIsFreeAtOnce() {
    alder.release(alder.acquire("work").orElseThrow());
    assertThat(birch.acquire("work")).isPresent();
  }

  @Test
  void whoStartsAgainTakesItsOwnLeaseAndShutsOutItsFormerLife() {
    Lease former = alder.acquire("work").orElseThrow();
    Optional<Lease> again = alder.acquire("work");

    assertThat(again).isPresent();
    assertThat(held(former)).isFalse();
  }

  @Test
  void theDatabaseHasAClock() {
    Instant now = database.read(handle -> LeaseClock.ofDatabase().now(handle));
    assertThat(Duration.between(now, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
  }

  private boolean held(Lease lease) {
    return database.read(handle ->
        lease
            .bindTo(handle.createQuery("select 1 where " + Lease.HELD))
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }
}
