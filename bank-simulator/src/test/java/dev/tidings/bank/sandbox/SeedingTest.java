package dev.tidings.bank.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.CurrencyExchange;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeedingTest {

  private static final String DAY = "2026-03-02T10:00:00Z";

  private final Accounts accounts = new Accounts();
  private final Transactions transactions = new Transactions();

  @Test
  void theSameSeedOnTheSameDayMakesTheSameBankOnBothDatabases() {
    String first = dump("2026-03-02T00:00:00Z", 7);
    assertThat(dump("2026-03-02T23:59:59Z", 7)).isEqualTo(first);
    try (Database postgres = TestDatabase.postgres()) {
      new Seeding(postgres, new SettableClock(DAY), 7).run();
      assertThat(Dump.of(postgres)).isEqualTo(first);
    }
  }

  @Test
  void anotherSeedMakesOtherAccountsWithOtherIds() {
    try (Database one = seeded(DAY, 1);
        Database two = seeded(DAY, 2)) {
      assertThat(all(one))
          .extracting(Account::accountId)
          .doesNotContainAnyElementsOf(all(two).stream().map(Account::accountId).toList());
      assertThat(all(one))
          .extracting(Account::identification)
          .doesNotContainAnyElementsOf(all(two).stream().map(Account::identification).toList());
      List<Customer> customersOne = one.read(new Customers()::all);
      List<Customer> customersTwo = two.read(new Customers()::all);
      assertThat(customersOne).isEqualTo(customersTwo).hasSizeGreaterThanOrEqualTo(6);
    }
  }

  @Test
  void aBankWithCustomersIsLeftAlone() {
    try (Database database = seeded(DAY, 7)) {
      String before = Dump.of(database);
      assertThat(new Seeding(database, new SettableClock("2027-01-01T00:00:00Z"), 8).run())
          .isFalse();
      assertThat(Dump.of(database)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,2026-03-02T10:00:00Z",
    "2,2026-11-23T10:00:00Z",
    "3,2026-01-01T00:00:00Z",
    "4,2024-02-29T12:00:00Z",
    "5,2026-08-31T12:00:00Z"
  })
  void theBooksBalanceAndTheBalancesAreBelievable(long seed, String day) {
    try (Database database = seeded(day, seed)) {
      assertThat(database.read(Books::sums).values()).isNotEmpty().allMatch(sum -> sum == 0);
      List<String> unbalanced = database.read(Books::unbalanced);
      assertThat(unbalanced).isEmpty();
      for (Account account : all(database)) {
        assertThat(account.accountId()).matches("[0-9a-f]{20}");
        assertThat(account.available().minor())
            .as("%s of %s", account.nickname(), account.holderName())
            .isBetween(-account.creditLimit().minor() - 100_00, 100_000_00L);
      }
      assertThat(of(database, "noah")).allMatch(account -> account.available().minor() < 0);
      assertThat(of(database, "nina"))
          .allMatch(account -> account.version() == 0 && account.booked().minor() == 0);
      assertThat(of(database, "amelia"))
          .extracting(Account::currency)
          .containsExactlyInAnyOrder("GBP", "GBP", "GBP", "EUR");
      assertThat(of(database, "oliver"))
          .filteredOn(account -> of(database, "isla").contains(account))
          .containsExactlyInAnyOrderElementsOf(of(database, "oliver-and-isla"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"amelia", "freya"})
  void someCardPaymentsWereMadeInEuroOnAnAccountInPounds(String username) {
    try (Database database = seeded(DAY, 7)) {
      Set<String> ids =
          of(database, username).stream().map(Account::accountId).collect(Collectors.toSet());
      var everything = new Transactions.Query(ids, null, null, true, true, null);
      List<Transaction> abroad =
          database.read(handle -> transactions.page(handle, everything, 100_000)).stream()
              .filter(transaction -> transaction.exchange() != null)
              .toList();
      assertThat(abroad)
          .hasSizeGreaterThan(10)
          .allSatisfy(transaction -> {
            CurrencyExchange exchange = Objects.requireNonNull(transaction.exchange());
            assertThat(transaction.kind()).isEqualTo(Transaction.Kind.CARD_PAYMENT);
            assertThat(exchange.instructed().currency()).isEqualTo("EUR");
            assertThat(transaction.amount()).isEqualTo(exchange.in("GBP").negate());
          });
    }
  }

  @Test
  void theHistoryCoversTwelveMonthsAndEndsWithPendingCardPayments() {
    try (Database database = seeded(DAY, 7)) {
      Set<String> ids = Set.copyOf(all(database).stream().map(Account::accountId).toList());
      var everything = new Transactions.Query(ids, null, null, true, true, null);
      List<Transaction> newestFirst =
          database.read(handle -> transactions.page(handle, everything, 100_000));
      Instant today = Instant.parse("2026-03-02T00:00:00Z");
      Instant yesterday = today.minus(Duration.ofDays(1));

      assertThat(newestFirst).hasSizeBetween(1_500, 6_000);
      assertThat(newestFirst).allMatch(t -> t.bookedAt().isBefore(today));
      assertThat(newestFirst.getLast().bookedAt()).isBefore(today.minus(Duration.ofDays(360)));
      assertThat(newestFirst)
          .filteredOn(t -> t.status() == Transaction.Status.PDNG)
          .isNotEmpty()
          .allMatch(t -> !t.bookedAt().isBefore(yesterday));
      assertThat(newestFirst)
          .extracting(Transaction::kind)
          .contains(
              Transaction.Kind.SALARY,
              Transaction.Kind.DIRECT_DEBIT,
              Transaction.Kind.STANDING_ORDER,
              Transaction.Kind.CARD_PAYMENT,
              Transaction.Kind.CASH_WITHDRAWAL,
              Transaction.Kind.TRANSFER,
              Transaction.Kind.INTEREST);
      assertThat(newestFirst)
          .filteredOn(t -> t.kind() == Transaction.Kind.CARD_PAYMENT)
          .allMatch(t -> t.merchantName() != null && t.merchantCategoryCode() != null);
    }
  }

  private String dump(String now, long seed) {
    try (Database database = seeded(now, seed)) {
      return Dump.of(database);
    }
  }

  private Database seeded(String now, long seed) {
    Database database = TestDatabase.inMemory();
    assertThat(new Seeding(database, new SettableClock(now), seed).run()).isTrue();
    return database;
  }

  private List<Account> all(Database database) {
    return database.read(handle -> accounts.page(handle, "", 1000));
  }

  private List<Account> of(Database database, String username) {
    return database.read(handle -> accounts.heldBy(handle, "cust-" + username));
  }
}
