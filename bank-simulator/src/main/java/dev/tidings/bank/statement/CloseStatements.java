package dev.tidings.bank.statement;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes every month that is over, in UTC and by the bank's clock, account by account. Closing
 * holds the account's lock, so that nothing is booked into a closed month; a month is closed once,
 * whoever tries. An account on which nothing was ever booked has no statements. Not thread-safe.
 */
public final class CloseStatements {

  /** The most accounts that one step looks at. */
  public static final int BATCH_MAX = 100;

  private static final Logger log = LoggerFactory.getLogger(CloseStatements.class);

  private final Database database;
  private final InstantSource clock;
  private final Statements statements = new Statements();
  private final Accounts accounts = new Accounts();
  private final Transactions transactions = new Transactions();
  private @Nullable YearMonth allClosed;
  private String lastLookedAt = "";
  private boolean allWell = true;

  public CloseStatements(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Looks at the next accounts and closes what is over.
   *
   * @return how many accounts were looked at; zero when a round is finished
   */
  public int executeDue() {
    YearMonth over = Statement.monthOf(clock.instant()).minusMonths(1);
    if (over.equals(allClosed)) {
      return 0;
    }
    String after = lastLookedAt;
    List<Account> page = database.read(handle -> accounts.changedPage(handle, after, BATCH_MAX));
    if (page.isEmpty()) {
      allClosed = allWell ? over : null;
      allWell = true;
      lastLookedAt = "";
      return 0;
    }
    lastLookedAt = page.getLast().accountId();
    List<String> ids = page.stream().map(Account::accountId).toList();
    Map<String, Instant> until = database.read(handle -> statements.closedUntil(handle, ids));
    Instant end = Statement.start(over.plusMonths(1));
    for (Account account : page) {
      if (until.getOrDefault(account.accountId(), Instant.MIN).isBefore(end)) {
        close(account.accountId(), over);
      }
    }
    return page.size();
  }

  private void close(String accountId, YearMonth over) {
    try {
      database.useTransaction(unit -> close(unit, accountId, over));
    } catch (RuntimeException e) {
      log.warn("the statement of {} for {} is not closed; tried again later", accountId, over, e);
      allWell = false;
    }
  }

  /** Closes what is open of the account up to this month, which must be over. */
  public void close(UnitOfWork unit, String accountId, YearMonth over) {
    var _ = accounts.lock(unit.handle(), accountId).orElseThrow();
    Statement last = statements.last(unit.handle(), accountId).orElse(null);
    Transaction first = transactions.oldest(unit.handle(), accountId).orElse(null);
    if (first == null) {
      return;
    }
    Money opening = last == null ? before(first) : last.closing();
    YearMonth month = Statement.monthOf(last == null ? first.bookedAt() : last.endsAt());
    List<Statement> closed = new ArrayList<>();
    for (; !month.isAfter(over); month = month.plusMonths(1)) {
      var turnover =
          transactions.turnover(
              unit.handle(),
              accountId,
              Statement.start(month),
              Statement.start(month.plusMonths(1)));
      Statement statement = Statement.of(accountId, month, opening, turnover);
      closed.add(statement);
      opening = statement.closing();
    }
    statements.insert(unit.handle(), closed);
  }

  private static Money before(Transaction first) {
    Money after = first.balanceAfter();
    Money change = first.amount().negate();
    return after == null ? Money.zero(change.currency()) : after.plus(change);
  }
}
