package dev.tidings.bank.sandbox;

import dev.tidings.bank.arrangement.Recurrence;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Contact;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a persona together; everything random in it comes from the seed and its name. */
final class PersonaBuilder {

  private final Draw draw;
  private final String sortCode;
  private final Instant start;
  private final String holderName;
  private final Account.Category category;
  private final List<Customer> customers = new ArrayList<>();
  private final List<Contact> contacts = new ArrayList<>();
  private final List<Persona.Held> accounts = new ArrayList<>();
  private final List<Habit> habits = new ArrayList<>();
  private final List<Planned> planned = new ArrayList<>();
  private final Home home;

  /**
   * @param start when the history begins; the accounts are older
   * @param holderName as it stands on the accounts
   */
  PersonaBuilder(
      long seed, Instant start, String name, String holderName, Account.Category category) {
    this.draw = new Draw(seed, name);
    this.home = Home.of(new Draw(seed, "home of " + name));
    this.sortCode = AccountNumbers.sortCode(seed);
    this.start = start;
    this.holderName = holderName;
    this.category = category;
  }

  Draw draw() {
    return draw;
  }

  void customer(String username, String fullName, String description) {
    customers.add(new Customer("cust-" + username, username, fullName, description));
    contacts.add(home.contact("cust-" + username, username));
  }

  Account current(String nickname, long limit, long broughtForward, String... usernames) {
    String number = AccountNumbers.domestic(sortCode, draw);
    Account.Scheme scheme = Account.Scheme.SORT_CODE_ACCOUNT_NUMBER;
    Money credit = new Money(limit, "GBP");
    return held(
        account(Account.Type.CURRENT, nickname, scheme, number, null, credit),
        broughtForward,
        usernames);
  }

  Account savings(String nickname, long broughtForward, String... usernames) {
    String number = AccountNumbers.domestic(sortCode, draw);
    String roll = draw.digits(10);
    Account.Scheme scheme = Account.Scheme.SORT_CODE_ACCOUNT_NUMBER;
    return held(
        account(Account.Type.SAVINGS, nickname, scheme, number, roll, Money.zero("GBP")),
        broughtForward,
        usernames);
  }

  Account card(String nickname, long limit, long broughtForward, String... usernames) {
    String number = AccountNumbers.card(draw);
    Money credit = new Money(limit, "GBP");
    return held(
        account(Account.Type.CREDIT_CARD, nickname, Account.Scheme.PAN, number, null, credit),
        broughtForward,
        usernames);
  }

  Account euro(String nickname, long broughtForward, String... usernames) {
    String number = AccountNumbers.iban(sortCode, draw);
    Money credit = Money.zero("EUR");
    return held(
        account(Account.Type.CURRENT, nickname, Account.Scheme.IBAN, number, null, credit),
        broughtForward,
        usernames);
  }

  void habit(Habit habit) {
    habits.add(habit);
  }

  /** One payment, so many days after the seeding. */
  void scheduled(Account account, String payee, String reference, long minor, int inDays) {
    planned.add(new Planned(account, payee, reference, minor, inDays));
  }

  /** A direct debit: a sum drawn once, the same each month. */
  void bill(Account account, int dayOfMonth, String payee, long low, long high) {
    long minor = draw.between(low, high);
    regular(
        account,
        Recurrence.EVERY_MONTH,
        dayOfMonth,
        CreditDebitIndicator.Debit,
        Transaction.Kind.DIRECT_DEBIT,
        payee,
        minor,
        minor);
  }

  /** Rent and the like: the same sum each month, by standing order. */
  void standingOrder(Account account, int dayOfMonth, String payee, long low, long high) {
    long minor = draw.between(low / 5_00, high / 5_00) * 5_00;
    regular(
        account,
        Recurrence.EVERY_MONTH,
        dayOfMonth,
        CreditDebitIndicator.Debit,
        Transaction.Kind.STANDING_ORDER,
        payee,
        minor,
        minor);
  }

  /** The same income each month. */
  void income(
      Account account, int dayOfMonth, Transaction.Kind kind, String payer, long low, long high) {
    long minor = draw.between(low, high);
    regular(
        account,
        Recurrence.EVERY_MONTH,
        dayOfMonth,
        CreditDebitIndicator.Credit,
        kind,
        payer,
        minor,
        minor);
  }

  void regular(
      Account account,
      Set<Integer> months,
      int dayOfMonth,
      CreditDebitIndicator direction,
      Transaction.Kind kind,
      String counterparty,
      long low,
      long high) {
    habits.add(
        new Habit.Regular(account, months, dayOfMonth, direction, kind, counterparty, low, high));
  }

  Persona build() {
    return new Persona(
        List.copyOf(customers),
        List.copyOf(contacts),
        List.copyOf(accounts),
        List.copyOf(habits),
        List.copyOf(planned));
  }

  private Account account(
      Account.Type type,
      String nickname,
      Account.Scheme scheme,
      String identification,
      @Nullable String secondary,
      Money creditLimit) {
    Instant opened = start.minus(Duration.ofDays(draw.between(100, 3000)));
    Money nothing = Money.zero(creditLimit.currency());
    return new Account(
        draw.id(),
        type,
        category,
        creditLimit.currency(),
        nickname,
        holderName,
        scheme,
        identification,
        secondary,
        creditLimit,
        nothing,
        nothing,
        nothing,
        0,
        opened,
        opened,
        null);
  }

  private Account held(Account account, long broughtForward, String... usernames) {
    List<String> customerIds = List.of(usernames).stream().map(name -> "cust-" + name).toList();
    accounts.add(new Persona.Held(account, customerIds, broughtForward));
    return account;
  }
}
