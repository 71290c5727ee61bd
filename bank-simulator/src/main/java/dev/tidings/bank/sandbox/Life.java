package dev.tidings.bank.sandbox;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.CurrencyExchange;
import dev.tidings.bank.ledger.History;
import dev.tidings.bank.ledger.InternalAccount;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transfer;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One persona's past as it is lived day by day; knows what is on each account so far. */
final class Life {

  /** The reference of what one moves between one's own accounts. */
  static final String OWN_ACCOUNTS = "OWN ACCOUNTS";

  private static final LocalTime NIGHT_FROM = LocalTime.of(0, 5);
  private static final LocalTime NIGHT_TO = LocalTime.of(5, 0);
  private static final LocalTime DAY_FROM = LocalTime.of(7, 20);
  private static final LocalTime DAY_TO = LocalTime.of(22, 10);

  private final History history;
  private final Draw draw;
  private final LocalDate lastDay;
  private final Map<String, Long> balances = new HashMap<>();
  private final IdentityHashMap<Habit, Paid> paid = new IdentityHashMap<>();

  /** When a habit's payments were made, and how much the last one was, in minor units. */
  record Paid(Instant first, Instant last, long lastMinor) {}

  /**
   * @param lastDay on which card payments are still pending
   */
  Life(History history, Draw draw, LocalDate lastDay) {
    this.history = history;
    this.draw = draw;
    this.lastDay = lastDay;
  }

  Draw draw() {
    return draw;
  }

  boolean isLast(LocalDate day) {
    return day.equals(lastDay);
  }

  /** Booked and pending, in minor units. */
  long balance(Account account) {
    return balances.getOrDefault(account.accountId(), 0L);
  }

  /** Remembers that the habit paid. */
  void paid(Habit habit, Instant at, long minor) {
    Paid before = paid.get(habit);
    paid.put(habit, new Paid(before == null ? at : before.first(), at, minor));
  }

  /** What the habit has paid; null for nothing. */
  @Nullable Paid paidBy(Habit habit) {
    return paid.get(habit);
  }

  void broughtForward(Account account, long minor, Instant at) {
    history.broughtForward(account.accountId(), new Money(minor, account.currency()), at);
    change(account.accountId(), minor);
  }

  /** A card payment in the day; pending if it is the last one. */
  void buy(Account account, Merchant merchant, long minor, LocalDate day) {
    pay(account, merchant, new Money(minor, account.currency()), null, day);
  }

  /** As {@link #buy}, where another currency is used. */
  void buyAbroad(Account account, Merchant merchant, CurrencyExchange exchange, LocalDate day) {
    pay(account, merchant, exchange.in(account.currency()), exchange, day);
  }

  private void pay(
      Account account,
      Merchant merchant,
      Money amount,
      @Nullable CurrencyExchange exchange,
      LocalDate day) {
    Transaction.Status status = isLast(day) ? Transaction.Status.PDNG : Transaction.Status.BOOK;
    Posting.Details details =
        Posting.Details.card(merchant.name(), merchant.categoryCode(), merchant.name(), exchange);
    history.post(
        new Posting(
            account.accountId(),
            amount,
            CreditDebitIndicator.Debit,
            status,
            details,
            InternalAccount.CARD_SETTLEMENT),
        draw.on(day, DAY_FROM, DAY_TO));
    change(account.accountId(), -amount.minor());
  }

  /** Something booked in the night, as banks do. */
  Instant book(
      Account account,
      CreditDebitIndicator direction,
      long minor,
      Posting.Details details,
      InternalAccount against,
      LocalDate day) {
    Money amount = new Money(minor, account.currency());
    Instant at = draw.on(day, NIGHT_FROM, NIGHT_TO);
    history.post(Posting.booked(account.accountId(), amount, direction, details, against), at);
    change(account.accountId(), direction == CreditDebitIndicator.Debit ? -minor : minor);
    return at;
  }

  void withdraw(Account account, long minor, LocalDate day) {
    Posting.Details details =
        Posting.Details.payment(
            Transaction.Kind.CASH_WITHDRAWAL, "Cash machine, High Street", null, "CASH");
    history.post(
        Posting.booked(
            account.accountId(),
            new Money(minor, account.currency()),
            CreditDebitIndicator.Debit,
            details,
            InternalAccount.CASH),
        draw.on(day, DAY_FROM, DAY_TO));
    change(account.accountId(), -minor);
  }

  Instant transfer(
      Account from,
      Account to,
      long minor,
      Transaction.Kind kind,
      String description,
      LocalDate day) {
    Money amount = new Money(minor, from.currency());
    Instant at = draw.on(day, NIGHT_FROM, NIGHT_TO);
    history.transfer(
        new Transfer(from.accountId(), to.accountId(), amount, kind, description, OWN_ACCOUNTS),
        at);
    change(from.accountId(), -minor);
    change(to.accountId(), minor);
    return at;
  }

  private void change(String accountId, long minor) {
    balances.merge(accountId, minor, Long::sum);
  }
}
