package dev.tidings.bank.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.Broker;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.LargeTransaction;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.broker.BusinessEvent.SalaryArrived;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.EventWitness;
import dev.tidings.bank.broker.LeaseClock;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.InternalAccount;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When an alert is raised and when not, whatever the database. */
abstract class AlertsContract {

  private static final String CUSTOMER = "cust-a1";

  private final SettableClock clock = new SettableClock();
  private Database database;
  private EventWitness witness;
  private Alerts alerts;
  private Broker broker;
  private Ledger ledger;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    Books.open(database, "GBP", "a1", "a2");
    EventLog eventLog = new EventLog(clock);
    witness = EventWitness.of(eventLog);
    ledger = new Ledger(eventLog, clock);
    alerts = new Alerts(database, eventLog, clock);
    broker =
        new Broker(
            database,
            eventLog,
            new Leases(database, LeaseClock.of(clock), "node-1"),
            clock,
            new Random(1));
    broker.register(alerts);
    set(10_000L, 50_000L, true);
  }

  @AfterEach
  void stop() {
    broker.close();
    database.close();
  }

  @Test
  void whatWasRaisedLongAgoIsForgotten() {
    post(Books.credit("a1", 20_000));
    post(debit(10_001));
    broker.runOnce();
    ForgetRaised forget = new ForgetRaised(database, clock);
    clock.advance(ForgetRaised.KEPT);
    assertThat(forget.once()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(forget.once()).isPositive();
    assertThat(forget.once()).isZero();
  }

  @Test
  void aLowBalanceIsToldOnceACrossingAndNotOnEveryEntryBelow() {
    post(Books.credit("a1", 20_000));
    Transaction crossing = post(debit(10_001));
    post(debit(500));
    post(debit(500));
    post(Books.credit("a1", 30_000));
    Transaction again = post(debit(30_000));

    assertThat(raised())
        .containsExactly(
            new LowBalance("a1", 2, crossing.transactionId(), List.of(CUSTOMER)),
            new LowBalance("a1", 6, again.transactionId(), List.of(CUSTOMER)));
  }

  @Test
  void exactlyTheLimitIsNotBelowIt() {
    post(Books.credit("a1", 20_000));
    post(debit(10_000));
    assertThat(raised()).isEmpty();
  }

  @Test
  void whatIsPendingLowersTheBookedBalanceOnlyWhenItIsBooked() {
    post(Books.credit("a1", 20_000));
    Transaction pending = post(Books.debit("a1", 15_000, Transaction.Status.PDNG));
    assertThat(raised()).isEmpty();

    database.useTransaction(unit -> ledger.book(unit, pending.transactionId(), "interaction"));

    assertThat(raised())
        .containsExactly(new LowBalance("a1", 3, pending.transactionId(), List.of(CUSTOMER)));
  }

  @Test
  void aPendingTransactionThatIsBookedBeforeItsAlertIsRaisedIsToldOnce() {
    post(Books.credit("a1", 20_000));
    raised();
    Transaction pending = post(Books.debit("a1", 15_000, Transaction.Status.PDNG));
    database.useTransaction(unit -> ledger.book(unit, pending.transactionId(), "interaction"));

    assertThat(raised()).hasSize(1).allMatch(LowBalance.class::isInstance);
  }

  @Test
  void aLargeTransactionIsToldEitherWayAndOnce() {
    Transaction credit = post(Books.credit("a1", 50_000));
    Transaction pending = post(Books.debit("a1", 60_000, Transaction.Status.PDNG));
    raised();
    database.useTransaction(unit -> ledger.book(unit, pending.transactionId(), "interaction"));
    post(Books.credit("a1", 49_999));

    assertThat(raised().stream().filter(LargeTransaction.class::isInstance))
        .containsExactly(
            new LargeTransaction(
                "a1", 1, credit.transactionId(), List.of(CUSTOMER), true, credit.bookedAt()),
            new LargeTransaction(
                "a1", 2, pending.transactionId(), List.of(CUSTOMER), false, pending.bookedAt()));
  }

  @Test
  void onlyASalaryIsASalary() {
    Transaction salary = post(payment(Transaction.Kind.SALARY, 1_000));
    post(payment(Transaction.Kind.TRANSFER, 1_000));

    assertThat(raised())
        .containsExactly(
            new SalaryArrived(
                "a1", 1, salary.transactionId(), List.of(CUSTOMER), salary.bookedAt()));
  }

  @Test
  void whatACustomerHasSwitchedOffIsNotRaised() {
    set(null, null, false);
    post(payment(Transaction.Kind.SALARY, 200_000));
    post(debit(200_000));
    assertThat(raised()).isEmpty();
  }

  @Test
  void withoutAnythingSetTheBanksDefaultsHold() {
    assertThat(database.<AlertLimits>read(handle -> new CustomerLimits().of(handle, "nobody")))
        .isEqualTo(AlertLimits.STANDARD);
  }

  @Test
  void aCauseThatIsPreparedTwiceAsAfterACrashRaisesOneAlert() {
    post(Books.credit("a1", 60_000));
    LoggedEvent cause =
        new LoggedEvent(
            "event-1", new BalanceChanged("a1", 1, "a10000000001"), "interaction", clock.instant());
    EventProcessor.Work once = alerts.prepare(cause);
    EventProcessor.Work again = alerts.prepare(cause);

    database.useTransaction(once::write);
    database.useTransaction(again::write);

    assertThat(raised()).hasSize(1);
  }

  private List<BusinessEvent> raised() {
    int taken;
    do {
      taken = broker.runOnce();
    } while (taken > 0);
    return witness.committed(database).stream()
        .filter(BusinessEvent.Alert.class::isInstance)
        .toList();
  }

  private Transaction post(Posting posting) {
    return database.inTransaction(unit -> ledger.post(unit, posting, "interaction"));
  }

  private void set(@Nullable Long low, @Nullable Long large, boolean salary) {
    database.useTransaction(
        unit -> new CustomerLimits().set(unit, CUSTOMER, new AlertLimits(low, large, salary)));
  }

  private static Posting debit(long pence) {
    return Books.debit("a1", pence, Transaction.Status.BOOK);
  }

  private static Posting payment(Transaction.Kind kind, long pence) {
    return Posting.booked(
        "a1",
        new Money(pence, "GBP"),
        CreditDebitIndicator.Credit,
        Posting.Details.payment(kind, "Pay", "Employer", "PAY"),
        InternalAccount.CLEARING);
  }
}
