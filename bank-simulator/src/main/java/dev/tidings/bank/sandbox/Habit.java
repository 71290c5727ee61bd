package dev.tidings.bank.sandbox;

import dev.tidings.bank.arrangement.Arrangement;
import dev.tidings.bank.arrangement.Payee;
import dev.tidings.bank.arrangement.Recurrence;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.CurrencyExchange;
import dev.tidings.bank.ledger.InternalAccount;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something a persona does, or that happens to one, on some days. All amounts in minor units. */
interface Habit {

  /** Does on this day what is to be done. */
  void live(Life life, LocalDate day);

  /** What is agreed about it with the bank; null when the persona just does it. */
  default @Nullable Agreement agreement() {
    return null;
  }

  private static Recurrence monthly(int dayOfMonth) {
    return new Recurrence(Recurrence.EVERY_MONTH, dayOfMonth);
  }

  /** Salary, pension, rent, a direct debit: once in each of these months, on a working day. */
  record Regular(
      Account account,
      Set<Integer> months,
      int dayOfMonth,
      CreditDebitIndicator direction,
      Transaction.Kind kind,
      String counterparty,
      long low,
      long high)
      implements Habit {

    @Override
    public void live(Life life, LocalDate day) {
      if (recurrence().isDue(day)) {
        long minor = life.draw().between(low, high);
        Posting.Details details =
            Posting.Details.payment(
                kind,
                counterparty,
                counterparty,
                Agreement.identification(counterparty),
                reference());
        Instant at = life.book(account, direction, minor, details, InternalAccount.CLEARING, day);
        life.paid(this, at, minor);
      }
    }

    @Override
    public @Nullable Agreement agreement() {
      boolean order = kind == Transaction.Kind.STANDING_ORDER;
      boolean debit = kind == Transaction.Kind.DIRECT_DEBIT;
      if (direction == CreditDebitIndicator.Credit || !(order || debit)) {
        return null;
      }
      return new Agreement(
          order ? Arrangement.Kind.STANDING_ORDER : Arrangement.Kind.DIRECT_DEBIT,
          account,
          Payee.elsewhere(counterparty, Agreement.identification(counterparty)),
          reference(),
          low,
          high,
          recurrence());
    }

    private Recurrence recurrence() {
      return new Recurrence(months, dayOfMonth);
    }

    private String reference() {
      return kind.name().substring(0, 2) + Math.floorMod(counterparty.hashCode(), 1_000_000);
    }
  }

  /**
   * Card payments. The nearer the balance comes to the floor the fewer; above {@code comfort} more.
   */
  record Shopping(
      Account account, List<Merchant> merchants, double perWeek, long floor, long comfort)
      implements Habit {

    private static final int TRIES_A_DAY = 4;
    private static final double EAGERNESS_MAX = 1.6;

    @Override
    public void live(Life life, LocalDate day) {
      boolean atLeastOnce = life.isLast(day) && perWeek >= TRIES_A_DAY;
      for (int tries = 0; tries < TRIES_A_DAY; tries++) {
        double room = (double) (life.balance(account) - floor) / (comfort - floor);
        double eagerness = Math.max(0, Math.min(EAGERNESS_MAX, room));
        boolean wants = life.draw().chance(perWeek / 7 / TRIES_A_DAY * eagerness);
        Merchant merchant = life.draw().pick(merchants);
        long price = life.draw().price(merchant.lowMinor(), merchant.highMinor());
        if ((wants || (atLeastOnce && tries == 0)) && life.balance(account) - price > floor) {
          life.buy(account, merchant, price, day);
        }
      }
    }
  }

  /**
   * Card payments in another currency than the account's, at a rate that moves.
   *
   * @param rateLow what one unit of the account's currency is worth at least, in millionths
   */
  record Abroad(
      Account account,
      List<Merchant> merchants,
      String currency,
      long rateLow,
      long rateHigh,
      double perWeek,
      long floor)
      implements Habit {

    @Override
    public void live(Life life, LocalDate day) {
      boolean wants = life.draw().chance(perWeek / 7);
      Merchant merchant = life.draw().pick(merchants);
      long price = life.draw().price(merchant.lowMinor(), merchant.highMinor());
      long rate = life.draw().between(rateLow / 100, rateHigh / 100) * 100;
      CurrencyExchange exchange = new CurrencyExchange(new Money(price, currency), rate);
      long costs = exchange.in(account.currency()).minor();
      if (wants && life.balance(account) - costs > floor) {
        life.buyAbroad(account, merchant, exchange, day);
      }
    }
  }

  /** Banknotes, in tens. */
  record Cash(Account account, double perWeek, long floor) implements Habit {

    @Override
    public void live(Life life, LocalDate day) {
      boolean wants = life.draw().chance(perWeek / 7);
      long minor = life.draw().between(1, 6) * 10_00;
      if (wants && life.balance(account) - minor > floor) {
        life.withdraw(account, minor, day);
      }
    }
  }

  /** A fixed sum to another account of the bank, each month. */
  record Saving(Account from, Account to, int dayOfMonth, long minor) implements Habit {

    @Override
    public void live(Life life, LocalDate day) {
      if (monthly(dayOfMonth).isDue(day)) {
        Instant at =
            life.transfer(from, to, minor, Transaction.Kind.STANDING_ORDER, to.nickname(), day);
        life.paid(this, at, minor);
      }
    }

    @Override
    public Agreement agreement() {
      return new Agreement(
          Arrangement.Kind.STANDING_ORDER,
          from,
          new Payee(to.nickname(), to.identification(), to.accountId(), false),
          Life.OWN_ACCOUNTS,
          minor,
          minor,
          monthly(dayOfMonth));
    }
  }

  /** Once a month what is above {@code keep} goes into savings, and what is missing comes back. */
  record Balancing(Account from, Account savings, int dayOfMonth, long low, long keep)
      implements Habit {

    private static final long ROUND = 10_00;

    @Override
    public void live(Life life, LocalDate day) {
      if (!monthly(dayOfMonth).isDue(day)) {
        return;
      }
      long above = (life.balance(from) - keep) / ROUND * ROUND;
      if (above > 0) {
        life.transfer(from, savings, above, Transaction.Kind.TRANSFER, "To savings", day);
      } else if (life.balance(from) < low) {
        long missing = Math.min(-above + ROUND, life.balance(savings) / ROUND * ROUND);
        if (missing > 0) {
          life.transfer(savings, from, missing, Transaction.Kind.TRANSFER, "From savings", day);
        }
      }
    }
  }

  /** The credit card's whole bill, once a month. */
  record CardBill(Account card, Account from, int dayOfMonth) implements Habit {

    @Override
    public void live(Life life, LocalDate day) {
      long owed = -life.balance(card);
      if (owed > 0 && monthly(dayOfMonth).isDue(day)) {
        Instant at =
            life.transfer(from, card, owed, Transaction.Kind.DIRECT_DEBIT, card.nickname(), day);
        life.paid(this, at, owed);
      }
    }

    @Override
    public Agreement agreement() {
      return new Agreement(
          Arrangement.Kind.DIRECT_DEBIT,
          from,
          new Payee(card.nickname(), card.identification(), card.accountId(), true),
          Life.OWN_ACCOUNTS,
          0,
          0,
          monthly(dayOfMonth));
    }
  }

  /** Interest on what is saved, on the last day of each month. */
  record Interest(Account account, long basisPointsAYear) implements Habit {

    @Override
    public void live(Life life, LocalDate day) {
      long interest = Math.max(0, life.balance(account)) * basisPointsAYear / 10_000 / 12;
      if (interest > 0 && day.getDayOfMonth() == day.lengthOfMonth()) {
        life.book(
            account,
            CreditDebitIndicator.Credit,
            interest,
            Posting.Details.payment(Transaction.Kind.INTEREST, "Gross interest", null, "INTEREST"),
            InternalAccount.INTEREST,
            day);
      }
    }
  }

  /** Invoices that clients pay, now and then. */
  record Invoices(Account account, List<String> clients, double perWeek, long low, long high)
      implements Habit {

    @Override
    public void live(Life life, LocalDate day) {
      boolean paid = life.draw().chance(perWeek / 5);
      String client = life.draw().pick(clients);
      long minor = life.draw().between(low / 5_00, high / 5_00) * 5_00;
      String reference = "INV-" + life.draw().digits(4);
      if (paid && Recurrence.isWorkingDay(day)) {
        life.book(
            account,
            CreditDebitIndicator.Credit,
            minor,
            Posting.Details.payment(Transaction.Kind.TRANSFER, client, client, reference),
            InternalAccount.CLEARING,
            day);
      }
    }
  }

  /** Buys foreign currency when the other account runs low. */
  record Exchange(Account from, Account to, long low) implements Habit {

    @Override
    public void live(Life life, LocalDate day) {
      long bought = life.draw().between(20, 50) * 10_00;
      long perMille = life.draw().between(840, 880);
      if (life.balance(to) >= low || !Recurrence.isWorkingDay(day)) {
        return;
      }
      Posting.Details details =
          Posting.Details.payment(Transaction.Kind.TRANSFER, "Currency exchange", null, "EXCHANGE");
      InternalAccount position = InternalAccount.CURRENCY_EXCHANGE;
      long paid = bought * perMille / 1000;
      life.book(from, CreditDebitIndicator.Debit, paid, details, position, day);
      life.book(to, CreditDebitIndicator.Credit, bought, details, position, day);
    }
  }
}
