package dev.tidings.bank.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bank that is big: its crowd is the same for a seed, made once, and after the personas. */
class CrowdTest {

  private final SettableClock clock = new SettableClock("2026-11-23T10:00:00Z");
  private final List<String> progress = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void soManyCustomersHaveAnAccountEachWhichIsTheirs(boolean postgres) {
    Supplier<Database> open = postgres ? TestDatabase::postgres : TestDatabase::inMemory;
    try (Database database = open.get()) {
      new Seeding(database, clock, 7).run();
      int before = accounts(database).size();
      fill(database, 25);
      List<Account> all = accounts(database);
      assertThat(all).hasSize(before + 25);
      assertThat(all.subList(before, before + 25))
          .allMatch(account -> account.accountId().startsWith("z"))
          .extracting(Account::identification)
          .doesNotHaveDuplicates()
          .allMatch(number -> number.matches("99\\d{12}"));
      var customer =
          database.read(h -> new Customers().findByUsername(h, "crowd0000025")).orElseThrow();
      List<Account> held = database.read(h -> new Accounts().heldBy(h, customer.customerId()));
      assertThat(held).extracting(Account::accountId).containsExactly("z0000025");
      assertThat(progress).containsExactly("25 of 25 further accounts are made");
    }
  }

  @Test
  void whatIsThereIsNotMadeAgainAndWhatIsMissingIs() {
    try (Database once = TestDatabase.inMemory();
        Database twice = TestDatabase.inMemory()) {
      fill(once, 40);
      fill(twice, 15);
      fill(twice, 40);
      fill(twice, 3);
      assertThat(accounts(twice)).isEqualTo(accounts(once)).hasSize(40);
    }
  }

  @Test
  void oneCustomerHasALongHistoryInBooksThatBalance() {
    try (Database database = TestDatabase.inMemory()) {
      Crowd crowd = new Crowd(database, clock, 7, progress::add);
      crowd.fill(new BankSize(0, 2_500));
      crowd.fill(new BankSize(0, 2_500));
      Account account = accounts(database).getFirst();
      assertThat(account.version()).isEqualTo(2_500);
      var query = new Transactions.Query(Set.of(account.accountId()), null, null, true, true, null);
      long count = database.read(h -> new Transactions().count(h, query));
      assertThat(count).isEqualTo(2_500);
      assertThat(database.read(Books::sums).values()).allMatch(sum -> sum == 0);
      assertThat(database.read(Books::unbalanced)).isEmpty();
      assertThat(progress).containsExactly("vera has 2,500 transactions");
    }
  }

  @Test
  void noBankIsBiggerThanItsNumbersReach() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BankSize(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BankSize(10_000_000, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BankSize(0, 1_000_001));
  }

  private void fill(Database database, int wanted) {
    new Crowd(database, clock, 7, progress::add).fill(new BankSize(wanted, 0));
  }

  private static List<Account> accounts(Database database) {
    return database.read(handle -> new Accounts().page(handle, "", 1_000));
  }
}
