package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;
import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Customers and accounts with a past, collected and then written at once. It obeys the rules of the
 * ledger, but being history it appends no events. Not thread-safe.
 */
public final class History {

  private record Holder(String accountId, String customerId) {}

  private sealed interface Movement {
    Instant at();
  }

  private record BroughtForward(String accountId, Money balance, Instant at) implements Movement {}

  private record Posted(Posting posting, Instant at) implements Movement {}

  private record Transferred(Transfer transfer, Instant at) implements Movement {}

  private final List<Customer> customers = new ArrayList<>();
  private final List<Contact> contacts = new ArrayList<>();
  private final List<Holder> holders = new ArrayList<>();
  private final Map<String, Account> accounts = new TreeMap<>();
  private final List<Movement> movements = new ArrayList<>();
  private final Entries entries = new Entries();
  private final List<TransactionRows.Row> rows = new ArrayList<>();

  public void customer(Customer customer) {
    customers.add(customer);
  }

  public void contact(Contact contact) {
    contacts.add(contact);
  }

  /** Adds an account without any money; its balances come from what is posted. */
  public void account(Account account, List<String> customerIds) {
    accounts.put(account.accountId(), account);
    customerIds.forEach(id -> holders.add(new Holder(account.accountId(), id)));
  }

  /** What the account held before its history begins; an entry in the books, no transaction. */
  public void broughtForward(String accountId, Money balance, Instant at) {
    movements.add(new BroughtForward(accountId, balance, SqlTime.cut(at)));
  }

  public void post(Posting posting, Instant at) {
    movements.add(new Posted(posting, SqlTime.cut(at)));
  }

  public void transfer(Transfer transfer, Instant at) {
    movements.add(new Transferred(transfer, SqlTime.cut(at)));
  }

  /**
   * Writes everything, in the order of time. To be called once.
   *
   * @throws PostingRefusedException when a movement breaks the ledger's rules
   */
  public void write(UnitOfWork unit) {
    movements.sort(Comparator.comparing(Movement::at));
    for (Movement movement : movements) {
      switch (movement) {
        case BroughtForward forward -> enter(forward);
        case Posted posted -> enter(posted);
        case Transferred transferred -> enter(transferred);
      }
    }
    new Customers().insert(unit.handle(), customers);
    new Contacts().insert(unit.handle(), contacts);
    Accounts written = new Accounts();
    written.insert(unit.handle(), accounts.values());
    holders.forEach(
        holder -> written.insertHolder(unit.handle(), holder.accountId(), holder.customerId()));
    TransactionRows.insert(unit.handle(), rows);
    entries.write(unit.handle());
  }

  private void enter(BroughtForward forward) {
    Account after =
        account(forward.accountId())
            .changed(Transaction.Status.BOOK, forward.balance(), forward.at());
    String againstId = InternalAccount.BROUGHT_FORWARD.id(after.currency());
    keep(after);
    entries.add(
        after.changeId(),
        Transaction.Status.BOOK,
        after.accountId(),
        forward.balance(),
        againstId,
        forward.at());
  }

  private void enter(Posted posted) {
    Posting posting = posted.posting();
    Account before = account(posting.accountId());
    PostingRules.check(before, posting.amount());
    Account after = before.changed(posting.status(), posting.signed(), posted.at());
    String againstId = posting.against().id(after.currency());
    keep(after);
    entries.add(
        after.changeId(),
        posting.status(),
        after.accountId(),
        posting.signed(),
        againstId,
        posted.at());
    rows.add(new TransactionRows.Row(posting.on(after), againstId));
  }

  private void enter(Transferred transferred) {
    Transfer transfer = transferred.transfer();
    PostingRules.checkDifferent(transfer);
    Account from = account(transfer.fromAccountId());
    Account to = account(transfer.toAccountId());
    Money amount = transfer.amount();
    PostingRules.check(from, amount);
    PostingRules.check(to, amount);
    Account fromAfter = from.changed(Transaction.Status.BOOK, amount.negate(), transferred.at());
    Account toAfter = to.changed(Transaction.Status.BOOK, amount, transferred.at());
    keep(fromAfter);
    keep(toAfter);
    entries.add(
        fromAfter.changeId(),
        Transaction.Status.BOOK,
        to.accountId(),
        amount,
        from.accountId(),
        transferred.at());
    Transfer.Done done = transfer.on(fromAfter, toAfter);
    rows.add(new TransactionRows.Row(done.debit(), to.accountId()));
    rows.add(new TransactionRows.Row(done.credit(), from.accountId()));
  }

  private Account account(String accountId) {
    Account account = accounts.get(accountId);
    if (account == null) {
      throw new PostingRefusedException.UnknownAccount(accountId);
    }
    return account;
  }

  private void keep(Account after) {
    PostingRules.checkRange(after);
    accounts.put(after.accountId(), after);
  }
}
