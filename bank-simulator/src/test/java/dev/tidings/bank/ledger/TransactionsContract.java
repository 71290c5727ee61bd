package dev.tidings.bank.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.persistence.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reading promises on every database. */
abstract class TransactionsContract {

  private static final String ONE = "bbbb0001";
  private static final String TWO = "bbbb0002";

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock("2026-03-02T10:00:00Z");
  private final Ledger ledger = new Ledger(new EventLog(clock), clock);
  private final Transactions transactions = new Transactions();
  private final List<Transaction> newestFirst = new ArrayList<>();
  private Database database;

  abstract Database open(Path folder);

  @BeforeEach
  void postThirtyTransactions() {
    database = open(folder);
    Books.open(database, "GBP", ONE, TWO);
    for (int i = 1; i <= 30; i++) {
      String accountId = i % 3 == 0 ? TWO : ONE;
      newestFirst.addFirst(
          post(
              i % 5 == 0
                  ? Books.credit(accountId, i)
                  : Books.debit(accountId, i, Transaction.Status.BOOK)));
      clock.advance(Duration.ofMinutes(i % 2));
    }
    newestFirst.sort((a, b) ->
        a.bookedAt().equals(b.bookedAt())
            ? b.transactionId().compareTo(a.transactionId())
            : b.bookedAt().compareTo(a.bookedAt()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void pagesOfSeveralAccountsJoinToTheWhole() {
    assertThat(walk(Set.of(ONE, TWO), 7, false)).containsExactlyElementsOf(newestFirst);
  }

  @Test
  void pagesStayRightWhileTransactionsArrive() {
    assertThat(walk(Set.of(ONE, TWO), 4, true)).containsExactlyElementsOf(newestFirst);
  }

  @Test
  void creditsAndDebitsAreWantedApart() {
    Transactions.Query credits = query(Set.of(ONE, TWO), null, null, true, false);
    Transactions.Query debits = query(Set.of(ONE, TWO), null, null, false, true);
    assertThat(page(credits, 100)).hasSize(6).allMatch(t -> t.amount().minor() > 0);
    assertThat(page(debits, 100)).hasSize(24).allMatch(t -> t.amount().minor() < 0);
    assertThat(count(credits)).isEqualTo(6);
    assertThat(count(debits)).isEqualTo(24);
    assertThat(page(query(Set.of(ONE, TWO), null, null, false, false), 100)).isEmpty();
  }

  @Test
  void bothEndsOfThePeriodAreIncluded() {
    Instant from = newestFirst.get(20).bookedAt();
    Instant to = newestFirst.get(5).bookedAt();
    Transactions.Query query = query(Set.of(ONE, TWO), from, to, true, true);
    List<Transaction> expected =
        newestFirst.stream()
            .filter(t -> !t.bookedAt().isBefore(from) && !t.bookedAt().isAfter(to))
            .toList();
    assertThat(page(query, 100)).containsExactlyElementsOf(expected);
    assertThat(count(query)).isEqualTo(expected.size());
    Transactions.Query justAfter = query(Set.of(ONE, TWO), from.plusNanos(1), to, true, true);
    assertThat(page(justAfter, 100)).noneMatch(t -> t.bookedAt().equals(from));
  }

  @Test
  void theCountIgnoresTheCursorAndNoAccountsMeanNothing() {
    Transaction middle = newestFirst.get(12);
    Transactions.Cursor cursor = new Transactions.Cursor(middle.bookedAt(), middle.transactionId());
    assertThat(count(new Transactions.Query(Set.of(ONE, TWO), null, null, true, true, cursor)))
        .isEqualTo(30);
    assertThat(page(query(Set.of(), null, null, true, true), 10)).isEmpty();
    assertThat(count(query(Set.of("nobody"), null, null, true, true))).isZero();
  }

  @Test
  void customersAndTheirAccountsAreFound() {
    Accounts accounts = new Accounts();
    Customers customers = new Customers();
    Customer customer =
        database.read(handle -> customers.findByUsername(handle, ONE)).orElseThrow();
    Optional<Customer> found =
        database.read(handle -> customers.find(handle, customer.customerId()));
    List<Customer> all = database.read(customers::all);
    assertThat(found).contains(customer);
    assertThat(all).containsExactly(customer);

    List<Account> held = database.read(handle -> accounts.heldBy(handle, customer.customerId()));
    List<Account> some =
        database.read(handle -> accounts.findAll(handle, List.of(TWO, "nobody", ONE)));
    List<Account> none = database.read(handle -> accounts.findAll(handle, List.of()));
    List<Account> page = database.read(handle -> accounts.page(handle, ONE, 5));
    Map<String, List<String>> holders =
        database.read(handle -> accounts.holders(handle, List.of(ONE, TWO, "nobody")));
    Map<String, List<String>> heldByAll =
        database.read(handle -> accounts.heldBy(handle, List.of(customer.customerId())));
    List<Account> changed = database.read(handle -> accounts.changedPage(handle, "", 5));
    assertThat(heldByAll).isEqualTo(holders);
    assertThat(changed).isEqualTo(some);
    assertThat(held).extracting(Account::accountId).containsExactly(ONE, TWO);
    assertThat(some).extracting(Account::accountId).containsExactly(ONE, TWO);
    assertThat(none).isEmpty();
    assertThat(page).extracting(Account::accountId).containsExactly(TWO);
    assertThat(holders).containsEntry(ONE, List.of(customer.customerId())).hasSize(2);
  }

  private List<Transaction> walk(Set<String> accountIds, int size, boolean whileTheyArrive) {
    List<Transaction> walked = new ArrayList<>();
    Transactions.Cursor after = null;
    while (true) {
      var query = new Transactions.Query(accountIds, null, null, true, true, after);
      List<Transaction> page = page(query, size);
      if (page.isEmpty()) {
        return walked;
      }
      walked.addAll(page);
      after = new Transactions.Cursor(page.getLast().bookedAt(), page.getLast().transactionId());
      if (whileTheyArrive) {
        clock.advance(Duration.ofMillis(1));
        post(Books.debit(ONE, 1, Transaction.Status.BOOK));
        post(Books.credit(TWO, 1));
      }
    }
  }

  private static Transactions.Query query(
      Set<String> accountIds,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean credits,
      boolean debits) {
    return new Transactions.Query(accountIds, from, to, credits, debits, null);
  }

  private List<Transaction> page(Transactions.Query query, int limit) {
    return database.read(handle -> transactions.page(handle, query, limit));
  }

  private long count(Transactions.Query query) {
    return database.read(handle -> transactions.count(handle, query));
  }

  private Transaction post(Posting posting) {
    return database.inTransaction(unit -> ledger.post(unit, posting, "test"));
  }
}
