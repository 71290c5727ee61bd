package dev.tidings.bank.ledger;

import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;

/** Makes accounts and postings for tests, and proves the books. */
public final class Books {

  private static final Instant OPENED = Instant.parse("2025-01-01T00:00:00Z");

  private Books() {}

  /** Opens empty accounts of a customer named after the first of them. */
  public static void open(Database database, String currency, String... accountIds) {
    History history = new History();
    String customerId = "cust-" + accountIds[0];
    history.customer(new Customer(customerId, accountIds[0], "Somebody", "for a test"));
    for (String accountId : accountIds) {
      history.account(account(accountId, currency), List.of(customerId));
    }
    database.useTransaction(history::write);
  }

  /** Writes the transaction as it is, whatever the books say. */
  public static void write(Database database, Transaction transaction) {
    var row = new TransactionRows.Row(transaction, InternalAccount.CARD_SETTLEMENT.id("GBP"));
    database.useTransaction(unit -> TransactionRows.insert(unit.handle(), List.of(row)));
  }

  public static Account account(String accountId, String currency) {
    Money zero = Money.zero(currency);
    return new Account(
        accountId,
        Account.Type.CURRENT,
        Account.Category.Personal,
        currency,
        "Current",
        "Somebody",
        Account.Scheme.SORT_CODE_ACCOUNT_NUMBER,
        "99000012345678",
        null,
        zero,
        zero,
        zero,
        zero,
        0,
        OPENED,
        OPENED,
        null);
  }

  public static Posting debit(String accountId, long pence, Transaction.Status status) {
    return posting(accountId, new Money(pence, "GBP"), CreditDebitIndicator.Debit, status);
  }

  public static Posting credit(String accountId, long pence) {
    Money amount = new Money(pence, "GBP");
    return posting(accountId, amount, CreditDebitIndicator.Credit, Transaction.Status.BOOK);
  }

  public static Posting posting(
      String accountId, Money amount, CreditDebitIndicator direction, Transaction.Status status) {
    return new Posting(
        accountId,
        amount,
        direction,
        status,
        Posting.Details.card("Corner Larder", "5411", "Corner Larder"),
        InternalAccount.CARD_SETTLEMENT);
  }

  /** The sum over all entries, by currency and layer: zero everywhere if the books are right. */
  public static Map<String, Long> sums(Handle handle) {
    return handle
        .createQuery(
            """
            select currency || ' ' || layer as part, cast(sum(amount_minor) as bigint) as total
            from entry group by currency, layer\
            """)
        .setMapKeyColumn("part")
        .setMapValueColumn("total")
        .collectInto(new GenericType<Map<String, Long>>() {});
  }

  /** Accounts whose stored balances are not what their entries add up to. */
  public static List<String> unbalanced(Handle handle) {
    return handle
        .createQuery(
            """
            select a.account_id from account a
            where a.booked_minor <> (select coalesce(sum(amount_minor), 0) from entry e
                where e.account_id = a.account_id and layer = 'BOOK')
              or a.pending_minor <> (select coalesce(sum(amount_minor), 0) from entry e
                where e.account_id = a.account_id and layer = 'PDNG')
              or a.pending_minor <> (select coalesce(sum(amount_minor), 0)
                from account_transaction t where t.account_id = a.account_id and status = 'PDNG')\
            """)
        .mapTo(String.class)
        .list();
  }
}
