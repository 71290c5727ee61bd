package dev.tidings.bank.sandbox;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.PostingRefusedException;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.http.InteractionId;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The control API's part about money: who banks here, what they have, and a way to move it. Behind
 * {@link LoopbackOnly}; errors in the standard's form. Thread-safe.
 */
public final class SandboxMoneyApi {

  /** The most accounts, and the most customers, that are listed. */
  public static final int LISTED_MAX = 1_000;

  record CustomersAnswer(List<CustomerView> customers) {}

  record CustomerView(
      String customerId,
      String username,
      String fullName,
      String description,
      List<String> accountIds) {}

  record AccountsAnswer(List<AccountView> accounts) {}

  /**
   * An account; {@code status} is the standard's, {@code booked} and {@code available} are signed
   * decimals.
   */
  record AccountView(
      String accountId,
      List<String> customerIds,
      String name,
      Account.Type type,
      String currency,
      String identification,
      String status,
      long version,
      String booked,
      String available) {}

  /**
   * A posted transaction, and the account right after it.
   *
   * @param committedAt when the ledger had it for good: what its events are told after
   */
  record TransactionView(
      String transactionId,
      String accountId,
      String amount,
      String currency,
      CreditDebitIndicator creditDebitIndicator,
      Transaction.Status status,
      String description,
      Instant bookedAt,
      long accountVersion,
      String booked,
      String available,
      Instant committedAt) {

    static TransactionView from(Transaction transaction, Account after, Instant committedAt) {
      return new TransactionView(
          transaction.transactionId(),
          transaction.accountId(),
          transaction.amount().amount().amount(),
          transaction.amount().currency(),
          transaction.amount().indicator(),
          transaction.status(),
          transaction.description(),
          transaction.bookedAt(),
          after.version(),
          after.booked().decimal(),
          after.available().decimal(),
          committedAt);
    }
  }

  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Accounts accounts = new Accounts();
  private final Customers customers = new Customers();

  public SandboxMoneyApi(Database database, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Adds the routes; {@link LoopbackOnly#register} is done once by the bank. */
  public void register(RoutesConfig routes) {
    routes.get("/sandbox/customers", this::customers);
    routes.get("/sandbox/accounts", this::accounts);
    routes.post("/sandbox/accounts/{AccountId}/transactions", this::post);
  }

  private void customers(Context ctx) {
    List<CustomerView> views =
        database.read(handle -> {
          List<Customer> first = customers.first(handle, LISTED_MAX);
          SortedMap<String, List<String>> holders =
              accounts.heldBy(handle, first.stream().map(Customer::customerId).toList());
          return first.stream().map(c -> view(c, holders)).toList();
        });
    SandboxJson.answer(ctx, 200, new CustomersAnswer(views));
  }

  private void accounts(Context ctx) {
    List<AccountView> views =
        database.read(handle -> {
          List<Account> first = accounts.page(handle, "", LISTED_MAX);
          SortedMap<String, List<String>> holders =
              accounts.holders(handle, first.stream().map(Account::accountId).toList());
          return first.stream().map(account -> view(account, holders)).toList();
        });
    SandboxJson.answer(ctx, 200, new AccountsAnswer(views));
  }

  private void post(Context ctx) {
    String accountId = ctx.pathParam("AccountId");
    Account account =
        database
            .read(handle -> accounts.find(handle, accountId))
            .orElseThrow(() -> unknown(accountId));
    Posting posting = NewTransaction.read(StrictJson.of(ctx), account);
    String interactionId = InteractionId.of(ctx);
    try {
      SandboxJson.answer(ctx, 201, post(posting, interactionId));
    } catch (PostingRefusedException refused) {
      throw ApiException.badRequest(ErrorCode.FIELD_INVALID, String.valueOf(refused.getMessage()));
    }
  }

  private TransactionView post(Posting posting, String interactionId) {
    AtomicReference<Instant> committedAt = new AtomicReference<>();
    Posted posted =
        database.inTransaction(unit -> {
          unit.afterCommit(() -> committedAt.set(clock.instant())); // before anybody is woken
          Transaction transaction = ledger.post(unit, posting, interactionId);
          return new Posted(
              transaction, accounts.find(unit.handle(), posting.accountId()).orElseThrow());
        });
    return TransactionView.from(posted.transaction(), posted.after(), committedAt.get());
  }

  private record Posted(Transaction transaction, Account after) {}

  private static ApiException unknown(String accountId) {
    return ApiException.badRequest(
        "AccountId",
        ErrorCode.NOT_FOUND,
        "there is no account '" + accountId + "'; GET /sandbox/accounts lists them");
  }

  private static CustomerView view(Customer customer, SortedMap<String, List<String>> holders) {
    List<String> accountIds = new ArrayList<>();
    holders.forEach((accountId, customerIds) -> {
      if (customerIds.contains(customer.customerId())) {
        accountIds.add(accountId);
      }
    });
    return new CustomerView(
        customer.customerId(),
        customer.username(),
        customer.fullName(),
        customer.description(),
        accountIds);
  }

  private static AccountView view(Account account, SortedMap<String, List<String>> holders) {
    return new AccountView(
        account.accountId(),
        holders.getOrDefault(account.accountId(), List.of()),
        account.nickname(),
        account.type(),
        account.currency(),
        account.identification(),
        account.status(),
        account.version(),
        account.booked().decimal(),
        account.available().decimal());
  }
}
