package dev.tidings.bank.oauth;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.ErrorPath;
import dev.tidings.bank.ledger.History;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import java.time.Instant;
import java.util.List;

/**
 * Customers, as far as the authorization server needs them: amelia holds acc-1 and acc-2, noah
 * acc-3, nina and those who are there for error paths none.
 */
final class TestLedger {

  private static final Instant OPENED = Instant.parse("2024-01-01T00:00:00Z");

  private TestLedger() {}

  static void write(Database database) {
    History history = new History();
    history.customer(new Customer("cust-amelia", "amelia", "Amelia Hart", "Works in publishing"));
    history.customer(new Customer("cust-noah", "noah", "Noah Reed", "A student, overdrawn"));
    history.customer(new Customer("cust-nina", "nina", "Nina Vale", "Just arrived"));
    for (ErrorPath path : ErrorPath.values()) {
      String username = path.username();
      history.customer(new Customer(path.customerId(), username, "Error " + username, "To test"));
    }
    account(history, "acc-1", "cust-amelia");
    account(history, "acc-2", "cust-amelia");
    account(history, "acc-3", "cust-noah");
    database.useTransaction(history::write);
  }

  private static void account(History history, String accountId, String customerId) {
    Money zero = Money.zero("GBP");
    history.account(
        new Account(
            accountId,
            Account.Type.CURRENT,
            Account.Category.Personal,
            "GBP",
            "Everyday " + accountId,
            "Holder",
            Account.Scheme.SORT_CODE_ACCOUNT_NUMBER,
            "20000012345678",
            null,
            zero,
            zero,
            zero,
            zero,
            0,
            OPENED,
            OPENED,
            null),
        List.of(customerId));
    history.broughtForward(accountId, new Money(12_40, "GBP"), OPENED);
  }
}
