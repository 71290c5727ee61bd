package dev.tidings.bank.oauth;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Three customers and an event log, as far as the authorization server needs them: amelia holds
 * acc-1 and acc-2, noah acc-3, nina none.
 */
public final class TestLedger {

  public static final Customer AMELIA =
      new Customer("cust-amelia", "amelia", "Amelia Hart", "Works in publishing");
  public static final Customer NOAH =
      new Customer("cust-noah", "noah", "Noah Reed", "A student, overdrawn");
  public static final Customer NINA =
      new Customer("cust-nina", "nina", "Nina Vale", "Just arrived");

  private TestLedger() {}

  /** Remembers what was appended. */
  public static final class Events implements EventLog {

    public final List<BusinessEvent> appended = new CopyOnWriteArrayList<>();

    @Override
    public void append(UnitOfWork unit, BusinessEvent event, String interactionId) {
      appended.add(event);
    }
  }

  public static Customers customers() {
    List<Customer> all = List.of(AMELIA, NINA, NOAH);
    return new Customers() {
      @Override
      public Optional<Customer> find(Handle handle, String customerId) {
        return all.stream().filter(c -> c.customerId().equals(customerId)).findFirst();
      }

      @Override
      public Optional<Customer> findByUsername(Handle handle, String username) {
        return all.stream().filter(c -> c.username().equals(username)).findFirst();
      }

      @Override
      public List<Customer> all(Handle handle) {
        return all;
      }
    };
  }

  public static Accounts accounts() {
    return new Accounts() {
      @Override
      public Optional<Account> find(Handle handle, String accountId) {
        return Stream.of("acc-1", "acc-2", "acc-3")
            .filter(accountId::equals)
            .map(TestLedger::account)
            .findFirst();
      }

      @Override
      public List<Account> findAll(Handle handle, List<String> accountIds) {
        return accountIds.stream().flatMap(id -> find(handle, id).stream()).toList();
      }

      @Override
      public List<Account> heldBy(Handle handle, String customerId) {
        return switch (customerId) {
          case "cust-amelia" -> List.of(account("acc-1"), account("acc-2"));
          case "cust-noah" -> List.of(account("acc-3"));
          default -> List.of();
        };
      }

      @Override
      public List<Account> page(Handle handle, String afterAccountId, int limit) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static Account account(String id) {
    Instant opened = Instant.parse("2024-01-01T00:00:00Z");
    return new Account(
        id,
        Account.Type.CURRENT,
        Account.Category.Personal,
        "GBP",
        "Everyday " + id,
        "Holder",
        Account.Scheme.SORT_CODE_ACCOUNT_NUMBER,
        "20000012345678",
        null,
        Money.zero("GBP"),
        new Money(1240, "GBP"),
        Money.zero("GBP"),
        1,
        opened,
        opened);
  }
}
