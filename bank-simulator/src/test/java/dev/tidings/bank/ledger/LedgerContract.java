package dev.tidings.bank.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.EventWitness;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger promises on every database. */
abstract class LedgerContract {

  private static final String ONE = "aaaa0001";
  private static final String TWO = "aaaa0002";
  private static final String BY = "6f8bd1b2-8f0f-4c5e-9e0e-1c3a0c3b7d11";

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock("2026-03-02T10:00:00.123456789Z");
  private final EventLog eventLog = new EventLog(clock);
  private final EventWitness events = EventWitness.of(eventLog);
  private final Ledger ledger = new Ledger(eventLog, clock);
  private final Accounts accounts = new Accounts();
  private final Transactions transactions = new Transactions();
  private Database database;

  abstract Database open(Path folder);

  @BeforeEach
  void openTwoAccounts() {
    database = open(folder);
    Books.open(database, "GBP", ONE, TWO);
  }

  @AfterEach
  void proveTheBooksAndClose() {
    assertThat(database.read(Books::sums).values()).allMatch(sum -> sum == 0);
    assertThat(database.read(Books::unbalanced)).isEmpty();
    database.close();
  }

  @Test
  void theCloseOfTheDayBeforeIsWhatWasBookedAtMidnight() {
    post(Books.credit(ONE, 500));
    post(Books.debit(ONE, 200, Transaction.Status.PDNG));
    assertThat(closeOfDayBefore(clock.instant())).isZero();
    Instant tomorrow = Instant.parse("2026-03-03T00:00:00Z");
    assertThat(closeOfDayBefore(tomorrow)).isEqualTo(500);
    clock.advance(Duration.between(clock.instant(), tomorrow));
    post(Books.credit(ONE, 40));
    post(Books.debit(ONE, 7, Transaction.Status.BOOK));
    assertThat(closeOfDayBefore(tomorrow)).isEqualTo(500);
    assertThat(closeOfDayBefore(tomorrow.plus(Duration.ofDays(3)))).isEqualTo(533);
  }

  private long closeOfDayBefore(Instant moment) {
    return account(ONE).closeOfDayBefore(moment).minor();
  }

  @Test
  void aBookedDebitMovesTheBookedBalanceAndSaysSo() {
    Transaction posted = post(Books.debit(ONE, 12_40, Transaction.Status.BOOK));

    Account account = account(ONE);
    assertThat(account.booked()).isEqualTo(gbp(-12_40));
    assertThat(account.pending()).isEqualTo(gbp(0));
    assertThat(account.version()).isEqualTo(1);
    assertThat(account.changedAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00.123Z"));
    assertThat(posted.balanceAfter()).isEqualTo(gbp(-12_40));
    assertThat(stored(posted)).contains(posted);
    assertThat(events.committed(database))
        .containsExactly(
            new BusinessEvent.BalanceChanged(
                ONE,
                1,
                posted.transactionId(),
                new BusinessEvent.Movement("GBP", 0, -12_40, 0, -12_40)));
  }

  @Test
  void aClosedAccountIsEmptyAndTakesNothingAnyMore() {
    post(Books.credit(ONE, 100_00));
    Transaction pending = post(Books.debit(ONE, 30_00, Transaction.Status.PDNG));
    CloseAccount closing = new CloseAccount(ledger);
    CloseAccount.Closed closed = database.inTransaction(unit -> closing.close(unit, ONE, BY));

    assertThat(closed.paidOut()).isEqualTo(gbp(70_00));
    assertThat(closed.account()).isEqualTo(account(ONE));
    assertThat(account(ONE).status()).isEqualTo("Deleted");
    assertThat(account(ONE).booked()).isEqualTo(gbp(0));
    assertThat(account(ONE).pending()).isEqualTo(gbp(0));
    assertThat(stored(pending).orElseThrow().status()).isEqualTo(Transaction.Status.BOOK);
    assertThatThrownBy(() -> post(Books.credit(ONE, 1)))
        .isInstanceOf(PostingRefusedException.AccountClosed.class);
    assertThatThrownBy(() -> database.inTransaction(unit -> closing.close(unit, ONE, BY)))
        .isInstanceOf(PostingRefusedException.AccountClosed.class);

    post(Books.debit(TWO, 5_00, Transaction.Status.BOOK));
    assertThat(database.inTransaction(unit -> closing.close(unit, TWO, BY)).paidOut())
        .isEqualTo(gbp(-5_00));
    assertThat(account(TWO).booked()).isEqualTo(gbp(0));
  }

  @Test
  void aPendingDebitCountsAsAvailableOnlyUntilItIsBooked() {
    post(Books.credit(ONE, 100_00));
    Transaction pending = post(Books.debit(ONE, 30_00, Transaction.Status.PDNG));
    assertThat(pending.balanceAfter()).isNull();
    assertThat(account(ONE).booked()).isEqualTo(gbp(100_00));
    assertThat(account(ONE).available()).isEqualTo(gbp(70_00));

    clock.advance(Duration.ofHours(5));
    Transaction booked =
        database.inTransaction(unit -> ledger.book(unit, pending.transactionId(), BY));

    assertThat(booked.status()).isEqualTo(Transaction.Status.BOOK);
    assertThat(booked.bookedAt()).isEqualTo(Instant.parse("2026-03-02T15:00:00.123Z"));
    assertThat(booked.balanceAfter()).isEqualTo(gbp(70_00));
    assertThat(stored(pending)).contains(booked);
    assertThat(account(ONE).booked()).isEqualTo(gbp(70_00));
    assertThat(account(ONE).pending()).isEqualTo(gbp(0));
    assertThat(account(ONE).version()).isEqualTo(3);
    assertThat(events.committed(database)).hasSize(3);
    assertThatThrownBy(
            () -> database.inTransaction(u -> ledger.book(u, pending.transactionId(), BY)))
        .isInstanceOf(PostingRefusedException.NotPending.class);
  }

  @Test
  void aTransferIsTwoTransactionsAndTwoEvents() {
    Transfer.Done done =
        database.inTransaction(unit -> ledger.transfer(unit, transfer(ONE, TWO, 5_00), BY));

    assertThat(account(ONE).booked()).isEqualTo(gbp(-5_00));
    assertThat(account(TWO).booked()).isEqualTo(gbp(5_00));
    assertThat(done.debit().amount()).isEqualTo(gbp(-5_00));
    assertThat(done.credit().counterpartyIdentification()).isEqualTo("99000012345678");
    assertThat(events.committed(database))
        .containsExactly(
            new BusinessEvent.BalanceChanged(
                ONE,
                1,
                done.debit().transactionId(),
                new BusinessEvent.Movement("GBP", 0, -5_00, 0, -5_00)),
            new BusinessEvent.BalanceChanged(
                TWO,
                1,
                done.credit().transactionId(),
                new BusinessEvent.Movement("GBP", 0, 5_00, 0, 5_00)));
  }

  @Test
  void whatIsRefusedChangesNothing() {
    long tooMuch = Ledger.AMOUNT_MINOR_MAX + 1;
    refused(PostingRefusedException.UnknownAccount.class, Books.credit("nobody", 1));
    refused(PostingRefusedException.AmountNotPositive.class, Books.credit(ONE, 0));
    refused(PostingRefusedException.AmountNotPositive.class, Books.credit(ONE, -1));
    refused(PostingRefusedException.AmountNotPositive.class, Books.credit(ONE, Long.MIN_VALUE));
    refused(PostingRefusedException.AmountTooLarge.class, Books.credit(ONE, tooMuch));
    refused(
        PostingRefusedException.WrongCurrency.class,
        Books.posting(
            ONE, new Money(1, "EUR"), CreditDebitIndicator.Credit, Transaction.Status.BOOK));
    Transfer toItself = new Transfer(ONE, ONE, gbp(1), Transaction.Kind.TRANSFER, "x", "y");
    assertThatThrownBy(() -> database.inTransaction(u -> ledger.transfer(u, toItself, BY)))
        .isInstanceOf(PostingRefusedException.SameAccount.class);
    assertThatThrownBy(() -> database.inTransaction(u -> ledger.book(u, "nothing", BY)))
        .isInstanceOf(PostingRefusedException.UnknownTransaction.class);

    assertThat(account(ONE).version()).isZero();
    assertThat(events.committed(database)).isEmpty();
  }

  @Test
  void aBalanceStaysWithinItsRange() {
    post(Books.credit(ONE, Ledger.BALANCE_MINOR_MAX));
    refused(PostingRefusedException.BalanceOutOfRange.class, Books.credit(ONE, 1));
    refused(
        PostingRefusedException.BalanceOutOfRange.class,
        Books.posting(ONE, gbp(1), CreditDebitIndicator.Credit, Transaction.Status.PDNG));
    assertThat(account(ONE).version()).isEqualTo(1);
    assertThat(events.committed(database)).hasSize(1);
  }

  @Test
  void anOverdraftIsNotRefused() {
    post(Books.debit(ONE, 1_000_000_00, Transaction.Status.BOOK));
    assertThat(account(ONE).available()).isEqualTo(gbp(-1_000_000_00));
  }

  @Test
  void anAccountsHistoryNeverRunsBackwards() {
    Instant first = post(Books.credit(ONE, 1)).bookedAt();
    clock.advance(Duration.ofMinutes(-3));
    assertThat(post(Books.credit(ONE, 1)).bookedAt()).isEqualTo(first);
  }

  @Test
  void eightThreadsKeepTheOrderOfVersions() throws Exception {
    int each = 25;
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      boolean forth = thread % 2 == 0;
      work.add(() -> {
        for (int i = 0; i < each; i++) {
          Transfer transfer = forth ? transfer(ONE, TWO, 3) : transfer(TWO, ONE, 3);
          database.useTransaction(unit -> ledger.transfer(unit, transfer, BY));
          String pending = post(Books.debit(ONE, 1, Transaction.Status.PDNG)).transactionId();
          database.useTransaction(unit -> ledger.book(unit, pending, BY));
        }
        return null;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    }

    int changes = 8 * each;
    assertThat(account(ONE).booked()).isEqualTo(gbp(-changes));
    assertThat(account(ONE).version()).isEqualTo(3L * changes);
    assertThat(account(TWO).version()).isEqualTo(changes);
    assertThat(versionsInOrderOfAppending(ONE))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 3L * changes).boxed().toList());
    assertThat(versionsInOrderOfAppending(TWO))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, changes).boxed().toList());
  }

  private List<Long> versionsInOrderOfAppending(String accountId) {
    List<BusinessEvent> committed = events.committed(database);
    assertThat(committed).hasSize(events.appended());
    return committed.stream()
        .filter(event -> event.key().equals(accountId))
        .map(BusinessEvent::version)
        .toList();
  }

  private static Transfer transfer(String from, String to, long pence) {
    return new Transfer(from, to, gbp(pence), Transaction.Kind.TRANSFER, "to the other", "ref");
  }

  private void refused(Class<? extends PostingRefusedException> why, Posting posting) {
    assertThatThrownBy(() -> post(posting)).isExactlyInstanceOf(why);
  }

  private Transaction post(Posting posting) {
    return database.inTransaction(unit -> ledger.post(unit, posting, BY));
  }

  private Optional<Transaction> stored(Transaction transaction) {
    return database.read(handle -> transactions.find(handle, transaction.transactionId()));
  }

  private Account account(String accountId) {
    return database.read(handle -> accounts.find(handle, accountId)).orElseThrow();
  }

  private static Money gbp(long pence) {
    return new Money(pence, "GBP");
  }
}
