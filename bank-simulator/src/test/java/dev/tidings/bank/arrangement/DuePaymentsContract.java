package dev.tidings.bank.arrangement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.EventWitness;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments are made when they are due, once each, on every database. */
abstract class DuePaymentsContract {

  private static final String FROM = "aaaa0001";
  private static final String TO = "aaaa0002";
  private static final int THREADS = 4;

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock("2026-03-02T10:00:00Z");
  private final EventLog eventLog = new EventLog(clock);
  private final EventWitness events = EventWitness.of(eventLog);
  private final Ledger ledger = new Ledger(eventLog, clock);
  private final Arrangements arrangements = new Arrangements();
  private Database database;
  private ExecuteDuePayments payments;

  abstract Database open(Path folder);

  @BeforeEach
  void openTwoAccounts() {
    database = open(folder);
    Books.open(database, "GBP", FROM, TO);
    payments = new ExecuteDuePayments(database, ledger, clock);
  }

  @AfterEach
  void proveTheBooksAndClose() {
    assertThat(database.read(Books::sums).values()).allMatch(sum -> sum == 0);
    assertThat(database.read(Books::unbalanced)).isEmpty();
    database.close();
  }

  @Test
  void aStandingOrderPaysOnItsDayAndMovesToTheNextWorkingDay() {
    agree("rent", Arrangement.Kind.STANDING_ORDER, elsewhere(), 950_00, 950_00, "2026-03-03");
    assertThat(payments.executeDue()).isZero();
    clock.advance(Duration.ofDays(1));
    assertThat(payments.executeDue()).isEqualTo(1);
    assertThat(payments.executeDue()).isZero();

    Transaction paid = transactions().getFirst();
    assertThat(paid.amount()).isEqualTo(new Money(-950_00, "GBP"));
    assertThat(paid.kind()).isEqualTo(Transaction.Kind.STANDING_ORDER);
    assertThat(paid.counterpartyName()).isEqualTo("Larch Row Lettings");
    assertThat(paid.counterpartyIdentification()).isEqualTo("99123412345678");
    Arrangement after = read("rent");
    assertThat(after.lastPaidAt()).isEqualTo(paid.bookedAt());
    assertThat(after.lastPaid()).isEqualTo(new Money(950_00, "GBP"));
    assertThat(after.nextDueAt()).isEqualTo(Instant.parse("2026-04-03T06:00:00Z"));
    assertThat(events.committed(database))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("movement")
        .containsExactly(new BusinessEvent.BalanceChanged(FROM, 1, paid.transactionId()));
  }

  @Test
  void whatFellDueWhileTheBankWasDownIsMadeUpFor() {
    agree("rent", Arrangement.Kind.STANDING_ORDER, elsewhere(), 10_00, 10_00, "2026-03-03");
    clock.advance(Duration.ofDays(70));
    int made = 0;
    for (int step = payments.executeDue(); step > 0; step = payments.executeDue()) {
      made += step;
    }
    assertThat(made).isEqualTo(3);
    assertThat(transactions()).hasSize(3);
    assertThat(read("rent").nextDueAt()).isEqualTo(Instant.parse("2026-06-03T06:00:00Z"));
  }

  @Test
  void manyAtOnceMakeEachPaymentOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      agree("so-" + i, Arrangement.Kind.STANDING_ORDER, elsewhere(), 1_00, 1_00, "2026-03-02");
    }
    List<Callable<Integer>> nodes = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      nodes.add(() -> new ExecuteDuePayments(database, ledger, clock).executeDue());
    }
    int made = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Integer> node : threads.invokeAll(nodes)) {
        made += node.get();
      }
    }
    assertThat(made).isEqualTo(20);
    assertThat(transactions()).hasSize(20);
  }

  @Test
  void aPaymentThatCannotBeMadeStaysDueAndHoldsUpNoOther() {
    Payee nobody = new Payee("Nobody", "99123400000000", "unknown", false);
    agree("bad", Arrangement.Kind.STANDING_ORDER, nobody, 1_00, 1_00, "2026-03-01");
    agree("good", Arrangement.Kind.STANDING_ORDER, elsewhere(), 2_00, 2_00, "2026-03-02");
    assertThat(payments.executeDue()).isEqualTo(1);
    assertThat(transactions()).hasSize(1);
    assertThat(read("bad").nextDueAt()).isEqualTo(Instant.parse("2026-03-01T06:00:00Z"));
    assertThat(read("bad").lastPaidAt()).isNull();
  }

  @Test
  void aDirectDebitClearsWhatIsOwedAndPaysNothingWhenNothingIs() {
    Payee card = new Payee("Credit card", "9826000000000000", TO, true);
    agree("card", Arrangement.Kind.DIRECT_DEBIT, card, 0, 0, "2026-03-02");
    database.useTransaction(
        unit -> ledger.post(unit, Books.debit(TO, 42_00, Transaction.Status.BOOK), "cause"));
    assertThat(payments.executeDue()).isEqualTo(1);
    assertThat(account(TO).booked().minor()).isZero();
    assertThat(account(FROM).booked().minor()).isEqualTo(-42_00);

    clock.advance(Duration.ofDays(31));
    assertThat(payments.executeDue()).isEqualTo(1);
    assertThat(account(FROM).booked().minor()).isEqualTo(-42_00);
    assertThat(read("card").lastPaid()).isEqualTo(new Money(42_00, "GBP"));
  }

  @Test
  void aDirectDebitThatVariesStaysWithinItsLimits() {
    agree("tax", Arrangement.Kind.DIRECT_DEBIT, elsewhere(), 100, 200, "2026-03-02");
    assertThat(payments.executeDue()).isEqualTo(1);
    assertThat(-transactions().getFirst().amount().minor()).isBetween(100L, 200L);
  }

  @Test
  void aScheduledPaymentIsMadeOnceAndIsThenOver() {
    Arrangement.Kind scheduled = Arrangement.Kind.SCHEDULED_PAYMENT;
    agree("dentist", scheduled, elsewhere(), 85_00, 85_00, "2026-03-02");
    assertThat(payments.executeDue()).isEqualTo(1);
    clock.advance(Duration.ofDays(400));
    assertThat(payments.executeDue()).isZero();
    assertThat(read("dentist").status()).isEqualTo(Arrangement.Status.EXPI);
    assertThat(transactions()).hasSize(1);
  }

  private static Payee elsewhere() {
    return Payee.elsewhere("Larch Row Lettings", "99123412345678");
  }

  private void agree(
      String id, Arrangement.Kind kind, Payee payee, long low, long high, String due) {
    LocalDate day = LocalDate.parse(due);
    boolean once = kind == Arrangement.Kind.SCHEDULED_PAYMENT;
    Arrangement arrangement =
        new Arrangement(
            id,
            FROM,
            kind,
            Arrangement.Status.ACTV,
            payee,
            "RENT",
            new Money(low, "GBP"),
            new Money(high, "GBP"),
            new Recurrence(once ? Set.of() : Recurrence.EVERY_MONTH, day.getDayOfMonth()),
            null,
            null,
            null,
            Recurrence.paymentTime(day));
    database.useTransaction(unit -> arrangements.insert(unit.handle(), List.of(arrangement)));
  }

  private Arrangement read(String id) {
    return database.inTransaction(unit -> arrangements.lock(unit.handle(), id)).orElseThrow();
  }

  private Account account(String id) {
    return database.read(handle -> new Accounts().find(handle, id)).orElseThrow();
  }

  private List<Transaction> transactions() {
    var all = new Transactions.Query(Set.of(FROM), null, null, true, true, null);
    return database.read(handle -> new Transactions().page(handle, all, 1000));
  }
}
