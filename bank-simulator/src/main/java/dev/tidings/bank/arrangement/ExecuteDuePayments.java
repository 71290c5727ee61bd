package dev.tidings.bank.arrangement;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.InternalAccount;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transfer;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the payments that are due by the bank's clock. A payment and the next due date are one
 * transaction under the arrangement's lock: after a crash, or beside other nodes, each is made
 * exactly once. What fell due while the bank was down is made up for, one due date after the other.
 * Thread-safe.
 */
public final class ExecuteDuePayments {

  /** The most arrangements that one step sees to. */
  public static final int BATCH_MAX = 100;

  private static final Logger log = LoggerFactory.getLogger(ExecuteDuePayments.class);

  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Arrangements arrangements = new Arrangements();
  private final Accounts accounts = new Accounts();

  public ExecuteDuePayments(Database database, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Sees to what is due, at most {@link #BATCH_MAX} payments.
   *
   * @return how many were seen to; zero when nothing is due
   */
  public int executeDue() {
    Instant now = clock.instant();
    List<String> due = database.read(handle -> arrangements.due(handle, now, BATCH_MAX));
    int executed = 0;
    for (String arrangementId : due) {
      try {
        executed += database.inTransaction(unit -> execute(unit, arrangementId, now)) ? 1 : 0;
      } catch (RuntimeException e) {
        log.warn("the payment due under {} was not made; it stays due", arrangementId, e);
      }
    }
    return executed;
  }

  private boolean execute(UnitOfWork unit, String arrangementId, Instant now) {
    Arrangement arrangement = arrangements.lock(unit.handle(), arrangementId).orElse(null);
    Instant due = arrangement == null ? null : arrangement.nextDueAt();
    if (arrangement == null || due == null || due.isAfter(now)) {
      return false;
    }
    Money amount = amount(unit, arrangement, due);
    Transaction made = amount.minor() > 0 ? pay(unit, arrangement, amount, due) : null;
    arrangements.update(
        unit.handle(),
        arrangement.executed(made == null ? null : amount, made == null ? now : made.bookedAt()));
    return true;
  }

  private Money amount(UnitOfWork unit, Arrangement arrangement, Instant due) {
    String toAccountId = arrangement.payee().accountId();
    if (arrangement.payee().clearsDebt() && toAccountId != null) {
      return accounts.find(unit.handle(), toAccountId).map(Account::booked).orElseThrow().negate();
    }
    long seed = 31L * arrangement.arrangementId().hashCode() + due.getEpochSecond();
    long minor =
        new SplittableRandom(seed)
            .nextLong(arrangement.low().minor(), arrangement.high().minor() + 1);
    return new Money(minor, arrangement.low().currency());
  }

  private Transaction pay(UnitOfWork unit, Arrangement arrangement, Money amount, Instant due) {
    Payee payee = arrangement.payee();
    String cause = arrangement.arrangementId() + "@" + due;
    String interactionId = UUID.nameUUIDFromBytes(cause.getBytes(UTF_8)).toString();
    Transaction.Kind kind = kind(arrangement.kind());
    if (payee.accountId() != null) {
      Transfer transfer =
          new Transfer(
              arrangement.accountId(),
              payee.accountId(),
              amount,
              kind,
              payee.name(),
              arrangement.reference());
      return ledger.transfer(unit, transfer, interactionId).debit();
    }
    Posting posting =
        Posting.booked(
            arrangement.accountId(),
            amount,
            CreditDebitIndicator.Debit,
            Posting.Details.payment(
                kind, payee.name(), payee.name(), payee.identification(), arrangement.reference()),
            InternalAccount.CLEARING);
    return ledger.post(unit, posting, interactionId);
  }

  private static Transaction.Kind kind(Arrangement.Kind kind) {
    return switch (kind) {
      case STANDING_ORDER -> Transaction.Kind.STANDING_ORDER;
      case DIRECT_DEBIT -> Transaction.Kind.DIRECT_DEBIT;
      case SCHEDULED_PAYMENT -> Transaction.Kind.TRANSFER;
    };
  }
}
