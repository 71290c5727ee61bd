package dev.tidings.bank.ledger;

import dev.tidings.persistence.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** New customers with an empty account each, many at once. Thread-safe. */
public final class NewAccounts {

  private final Customers customers = new Customers();
  private final Accounts accounts = new Accounts();

  /**
   * Inserts those with these numbers.
   *
   * @param from included
   * @param to included
   */
  public void insert(
      UnitOfWork unit,
      int from,
      int to,
      IntFunction<Customer> customerOf,
      IntFunction<Account> accountOf) {
    List<Customer> newCustomers = new ArrayList<>();
    List<Account> newAccounts = new ArrayList<>();
    for (int number = from; number <= to; number++) {
      newCustomers.add(customerOf.apply(number));
      newAccounts.add(accountOf.apply(number));
    }
    customers.insert(unit.handle(), newCustomers);
    accounts.insert(unit.handle(), newAccounts);
    try (PreparedBatch batch =
        unit.handle()
            .prepareBatch("insert into account_holder (customer_id, account_id) values (?, ?)")) {
      for (int i = 0; i < newAccounts.size(); i++) {
        batch.add(newCustomers.get(i).customerId(), newAccounts.get(i).accountId());
      }
      batch.execute();
    }
  }

  /** How many accounts have this id or a later one. */
  public int countFrom(Handle handle, String accountId) {
    return handle
        .createQuery("select count(*) from account where account_id >= ?")
        .bind(0, accountId)
        .mapTo(Integer.class)
        .one();
  }

  /** Whether there is this customer. */
  public boolean exists(Handle handle, String customerId) {
    return customers.find(handle, customerId).isPresent();
  }
}
