package dev.tidings.bank.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.EventWitness;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ActivityTest {

  private static final long SEED = 11;

  private final SettableClock clock = new SettableClock("2026-03-02T10:00:00Z");

  @Test
  void theSameSeedLivesTheSameLife() {
    List<Transaction> once = live(SEED, 150);
    assertThat(live(SEED, 150)).isEqualTo(once);
    assertThat(once)
        .extracting(Transaction::kind)
        .contains(Transaction.Kind.CARD_PAYMENT, Transaction.Kind.TRANSFER);
    assertThat(once).filteredOn(t -> t.status() == Transaction.Status.PDNG).isNotEmpty();
  }

  @Test
  void aLongLifeKeepsTheBooksRightAndTheBalancesBelievable() {
    try (Database database = seeded()) {
      EventLog eventLog = new EventLog(clock);
      EventWitness events = EventWitness.of(eventLog);
      ActivityGenerator generator = generator(database, eventLog);
      for (int i = 0; i < 1500; i++) {
        generator.step();
      }
      assertThat(events.committed(database)).hasSizeGreaterThanOrEqualTo(1500);
      assertThat(database.read(Books::sums).values()).allMatch(sum -> sum == 0);
      List<String> unbalanced = database.read(Books::unbalanced);
      assertThat(unbalanced).isEmpty();
      List<Account> all = database.read(handle -> new Accounts().page(handle, "", 100));
      assertThat(all)
          .allMatch(a -> a.available().plus(a.creditLimit()).minor() > -200_00)
          .allMatch(a -> a.available().minor() < 110_000_00);
      assertThat(all)
          .filteredOn(account -> account.holderName().startsWith("Nina"))
          .allMatch(account -> account.version() == 0);
    }
  }

  @Test
  void anEmptyBankHasNoLife() {
    try (Database database = TestDatabase.inMemory()) {
      ActivityGenerator generator = generator(database, new EventLog(clock));
      assertThatThrownBy(generator::step).hasMessageContaining("seed the bank first");
    }
  }

  @Test
  void theScheduleBeginsAndEnds() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    EventLog eventLog = new EventLog(clock);
    EventWitness.of(eventLog, three::countDown);
    try (Database database = seeded()) {
      ActivityGenerator generator = generator(database, eventLog);
      try (var schedule = new ActivitySchedule(generator, Activity.busy, SEED)) {
        schedule.start();
        assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
      }
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        assertThat(!thread.getName().equals("activity") || thread.join(Duration.ofSeconds(20)))
            .isTrue();
      }
    }
  }

  @Test
  void anIdleBankStaysIdle() {
    EventLog eventLog = new EventLog(clock);
    EventWitness events = EventWitness.of(eventLog);
    try (Database database = seeded()) {
      ActivityGenerator generator = generator(database, eventLog);
      try (var schedule = new ActivitySchedule(generator, Activity.off, SEED)) {
        schedule.start();
      }
      assertThat(events.appended()).isZero();
      assertThat(events.committed(database)).isEmpty();
    }
  }

  private List<Transaction> live(long seed, int steps) {
    SettableClock own = new SettableClock("2026-03-02T10:00:00Z");
    List<Transaction> made = new ArrayList<>();
    try (Database database = seeded()) {
      Ledger ledger = new Ledger(new EventLog(own), own);
      ActivityGenerator generator = new ActivityGenerator(database, ledger, own, seed);
      for (int i = 0; i < steps; i++) {
        own.advance(Duration.ofSeconds(1));
        made.add(generator.step());
      }
    }
    return made;
  }

  private ActivityGenerator generator(Database database, EventLog eventLog) {
    return new ActivityGenerator(database, new Ledger(eventLog, clock), clock, SEED);
  }

  private Database seeded() {
    Database database = TestDatabase.inMemory();
    new Seeding(database, clock, SEED).run();
    return database;
  }
}
