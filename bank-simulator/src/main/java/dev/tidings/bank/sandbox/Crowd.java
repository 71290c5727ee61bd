package dev.tidings.bank.sandbox;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.History;
import dev.tidings.bank.ledger.InternalAccount;
import dev.tidings.bank.ledger.NewAccounts;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Makes a bank big: many customers with an empty account each, and one with a long history. What is
 * there already is not made again, so that an end in the middle costs nothing. Ids and numbers
 * follow from the seed and the position. Not thread-safe.
 */
public final class Crowd {

  /** Accounts written in one transaction. */
  static final int BATCH = 10_000;

  /** Accounts between two words about the progress. */
  static final int PROGRESS_EVERY = 100_000;

  private static final String LONG = "vera";
  private static final Duration BETWEEN = Duration.ofMinutes(5);

  private final Database database;
  private final InstantSource clock;
  private final long seed;
  private final Consumer<String> progress;
  private final NewAccounts newAccounts = new NewAccounts();

  /**
   * @param progress told in words how far it is
   */
  public Crowd(Database database, InstantSource clock, long seed, Consumer<String> progress) {
    this.database = database;
    this.clock = clock;
    this.seed = seed;
    this.progress = progress;
  }

  /** Makes what is not there yet. */
  public void fill(BankSize size) {
    if (size.accounts() > 0) {
      accounts(size.accounts());
    }
    if (size.transactions() > 0) {
      longHistory(size.transactions());
    }
  }

  private void accounts(int wanted) {
    Instant opened = clock.instant().truncatedTo(ChronoUnit.DAYS);
    String sortCode = AccountNumbers.sortCode(seed);
    int made = database.read(handle -> newAccounts.countFrom(handle, id(0)));
    while (made < wanted) {
      int from = made;
      int to = Math.min(wanted, from + BATCH);
      database.useTransaction(unit ->
          newAccounts.insert(
              unit,
              from + 1,
              to,
              number -> customer(number),
              number -> account(id(number), "Crowd " + number, sortCode, number, opened)));
      made = to;
      if (made % PROGRESS_EVERY == 0 || made == wanted) {
        progress.accept(
            String.format(Locale.ROOT, "%,d of %,d further accounts are made", made, wanted));
      }
    }
  }

  private void longHistory(int transactions) {
    String customerId = "cust-" + LONG;
    Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    Instant opened = today.minus(BETWEEN.multipliedBy(transactions + 1L));
    boolean made =
        database.inTransaction(unit -> {
          if (newAccounts.exists(unit.handle(), customerId)) {
            return false;
          }
          Draw draw = new Draw(seed, LONG);
          Account account =
              account(draw.id(), "Everything", AccountNumbers.sortCode(seed), 99_999_999, opened);
          History history = new History();
          history.customer(new Customer(customerId, LONG, "Vera Long", "A very long history"));
          history.account(account, List.of(customerId));
          for (int i = 1; i <= transactions; i++) {
            history.post(posting(account, draw), opened.plus(BETWEEN.multipliedBy(i)));
          }
          history.write(unit);
          return true;
        });
    if (made) {
      progress.accept(String.format(Locale.ROOT, "%s has %,d transactions", LONG, transactions));
    }
  }

  private static Posting posting(Account account, Draw draw) {
    Merchant merchant = draw.pick(Merchant.EVERYDAY);
    boolean in = draw.chance(0.5);
    return Posting.booked(
        account.accountId(),
        new Money(draw.between(1_00, 99_00), account.currency()),
        in ? CreditDebitIndicator.Credit : CreditDebitIndicator.Debit,
        Posting.Details.card(merchant.name(), merchant.categoryCode(), merchant.name()),
        InternalAccount.CARD_SETTLEMENT);
  }

  /**
   * Sorts after the ids of everybody else, which are hexadecimal: lists begin with the personas.
   */
  private static String id(int number) {
    return String.format(Locale.ROOT, "z%07d", number);
  }

  private static Customer customer(int number) {
    return new Customer(
        "cust-" + id(number),
        String.format(Locale.ROOT, "crowd%07d", number),
        "Customer " + number,
        "One of many");
  }

  private static Account account(
      String id, String name, String sortCode, int number, Instant opened) {
    Money nothing = Money.zero("GBP");
    return new Account(
        id,
        Account.Type.CURRENT,
        Account.Category.Personal,
        "GBP",
        "Everyday",
        name,
        Account.Scheme.SORT_CODE_ACCOUNT_NUMBER,
        sortCode + String.format(Locale.ROOT, "%08d", number),
        null,
        nothing,
        nothing,
        nothing,
        nothing,
        0,
        opened,
        opened,
        null);
  }
}
