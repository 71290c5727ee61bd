package dev.tidings.bank.sandbox;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.InternalAccount;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.PostingRefusedException;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.bank.ledger.Transfer;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets customers live, one step at a time: what it does follows from the seed and from what is on
 * the accounts. Accounts on which nothing ever happened are left alone. Not thread-safe.
 */
public final class ActivityGenerator {

  /** Card payments that wait to be booked; above it the oldest is booked next. */
  public static final int PENDING_MAX = 12;

  private static final int ACCOUNTS_MAX = 1000;
  private static final Duration PENDING_LOOKBACK = Duration.ofDays(7);

  /** Below what one may still spend, in minor units, an account is paid into first. */
  private static final long LOW_MINOR = 150_00;

  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Draw draw;
  private final Accounts accounts = new Accounts();
  private final Transactions transactions = new Transactions();
  private final Deque<String> pending = new ArrayDeque<>();
  private List<String> living = List.of();

  public ActivityGenerator(Database database, Ledger ledger, InstantSource clock, long seed) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.draw = new Draw(seed, "activity");
  }

  /**
   * Makes one change and commits it: mostly a card payment posted pending or booked, else a
   * transfer, a refund or an income. Of a transfer the debit is returned.
   *
   * @throws IllegalStateException when no account has a history
   */
  public Transaction step() {
    try {
      return live();
    } catch (PostingRefusedException e) {
      living = List.of(); // an account was closed meanwhile, or somebody booked what was pending
      pending.clear();
      return live();
    }
  }

  private Transaction live() {
    if (living.isEmpty()) {
      lookAround();
    }
    if (!pending.isEmpty() && (pending.size() > PENDING_MAX || draw.chance(0.35))) {
      String transactionId = pending.removeFirst();
      return database.inTransaction(unit -> ledger.book(unit, transactionId, interactionId()));
    }
    String accountId = draw.pick(living);
    String otherId = draw.pick(living);
    double kind = draw.between(0, 99) / 100.0;
    Merchant merchant = draw.pick(Merchant.EVERYDAY);
    long price = draw.price(merchant.lowMinor(), merchant.highMinor());
    long income = draw.between(20, 90) * 10_00;
    Transaction made =
        database.inTransaction(
            unit -> act(unit, account(unit, accountId), otherId, kind, merchant, price, income));
    if (made.status() == Transaction.Status.PDNG) {
      pending.addLast(made.transactionId());
    }
    return made;
  }

  private Transaction act(
      UnitOfWork unit,
      Account account,
      String otherId,
      double kind,
      Merchant merchant,
      long price,
      long income) {
    if (spendable(account) < LOW_MINOR) {
      return receive(unit, account, income);
    }
    boolean saves = account.type() == Account.Type.SAVINGS;
    if (saves || kind < 0.15) {
      Optional<Account> other = Optional.of(account(unit, otherId)).filter(o -> suits(account, o));
      if (other.isPresent()) {
        return transfer(unit, account, other.get(), price);
      }
    }
    return saves ? receive(unit, account, price) : card(unit, account, merchant, price, kind < 0.2);
  }

  private Transaction card(
      UnitOfWork unit, Account account, Merchant merchant, long price, boolean refund) {
    Posting posting =
        new Posting(
            account.accountId(),
            new Money(price, account.currency()),
            refund ? CreditDebitIndicator.Credit : CreditDebitIndicator.Debit,
            refund ? Transaction.Status.BOOK : Transaction.Status.PDNG,
            Posting.Details.card(
                merchant.name(),
                merchant.categoryCode(),
                refund ? "Refund " + merchant.name() : merchant.name()),
            InternalAccount.CARD_SETTLEMENT);
    return ledger.post(unit, posting, interactionId());
  }

  private Transaction receive(UnitOfWork unit, Account account, long minor) {
    Posting posting =
        Posting.booked(
            account.accountId(),
            new Money(minor, account.currency()),
            CreditDebitIndicator.Credit,
            Posting.Details.payment(
                Transaction.Kind.TRANSFER, "Payment received", account.holderName(), "FASTER"),
            InternalAccount.CLEARING);
    return ledger.post(unit, posting, interactionId());
  }

  private Transaction transfer(UnitOfWork unit, Account from, Account to, long minor) {
    Money amount = new Money(minor, from.currency());
    Transfer transfer =
        new Transfer(
            from.accountId(),
            to.accountId(),
            amount,
            Transaction.Kind.TRANSFER,
            "Transfer to " + to.nickname(),
            "TRANSFER");
    return ledger.transfer(unit, transfer, interactionId()).debit();
  }

  private static boolean suits(Account from, Account to) {
    return from.currency().equals(to.currency())
        && !from.accountId().equals(to.accountId())
        && to.type() != Account.Type.CREDIT_CARD;
  }

  private static long spendable(Account account) {
    return account.available().plus(account.creditLimit()).minor();
  }

  private Account account(UnitOfWork unit, String accountId) {
    return accounts.find(unit.handle(), accountId).orElseThrow();
  }

  private void lookAround() {
    List<Account> all = database.read(handle -> accounts.page(handle, "", ACCOUNTS_MAX));
    living =
        all.stream().filter(a -> a.version() > 0 && a.isOpen()).map(Account::accountId).toList();
    if (living.isEmpty()) {
      throw new IllegalStateException("no account has a history: seed the bank first");
    }
    var since = clock.instant().minus(PENDING_LOOKBACK);
    living.stream()
        .flatMap(id -> database.read(h -> transactions.pendingSince(h, id, since)).stream())
        .sorted(
            Comparator.comparing(Transaction::bookedAt).thenComparing(Transaction::transactionId))
        .forEach(transaction -> pending.addLast(transaction.transactionId()));
  }

  private static String interactionId() {
    return UUID.randomUUID().toString();
  }
}
