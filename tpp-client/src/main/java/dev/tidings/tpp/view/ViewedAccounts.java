package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBAccount;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.view.UnifiedView.AccountView.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts table of the view. */
public final class ViewedAccounts {

  private static final int NAME_LENGTH_MAX = 500;

  /** What a refresh needs to know of the account as it was. */
  public record Known(
      String bank,
      String name,
      String currency,
      @Nullable Money balance,
      @Nullable Instant balanceAsOf) {}

  /** The accounts of this bank are these and no others, all still to be read. */
  public void replace(UnitOfWork unit, String bankId, List<OBAccount> accounts) {
    List<String> ids = accounts.stream().map(OBAccount::accountId).toList();
    for (AccountKey old : ofBank(unit, bankId)) {
      if (!ids.contains(old.accountId())) {
        delete(unit, old);
      }
    }
    accounts.forEach(account -> put(unit, bankId, account));
    ViewedTransactions.recogniseTransfers(unit);
  }

  /** The account is not shown any more, and nothing of it. */
  public void remove(UnitOfWork unit, AccountKey key) {
    delete(unit, key);
    ViewedTransactions.recogniseTransfers(unit);
  }

  public Optional<Known> find(UnitOfWork unit, AccountKey key) {
    return unit.handle()
        .createQuery(
            """
            select b.name as bank, a.name, a.currency, a.balance_minor, a.balance_as_of
            from account a join bank_status b on b.bank_id = a.bank_id
            where a.bank_id = :bank_id and a.account_id = :account_id\
            """)
        .bind("bank_id", key.bankId())
        .bind("account_id", key.accountId())
        .map(row -> {
          String currency = row.getColumn("currency", String.class);
          Long minor = row.getColumn("balance_minor", Long.class);
          return new Known(
              row.getColumn("bank", String.class),
              row.getColumn("name", String.class),
              currency,
              minor == null ? null : new Money(minor, currency),
              row.getColumn("balance_as_of", Instant.class));
        })
        .findOne();
  }

  public void status(UnitOfWork unit, AccountKey key, Status status) {
    unit.handle()
        .createUpdate(
            """
            update account set status = :status
            where bank_id = :bank_id and account_id = :account_id and status <> :status\
            """)
        .bind("bank_id", key.bankId())
        .bind("account_id", key.accountId())
        .bind("status", status.name())
        .execute();
  }

  public void statusOfAll(UnitOfWork unit, String bankId, Status status) {
    unit.handle()
        .createUpdate("update account set status = :status where bank_id = :bank_id")
        .bind("bank_id", bankId)
        .bind("status", status.name())
        .execute();
  }

  /** The balance as just read. */
  public void balance(UnitOfWork unit, AccountKey key, Money balance, Instant asOf, Status status) {
    unit.handle()
        .createUpdate(
            """
            update account set balance_minor = :minor, balance_as_of = :as_of, status = :status
            where bank_id = :bank_id and account_id = :account_id\
            """)
        .bind("bank_id", key.bankId())
        .bind("account_id", key.accountId())
        .bind("minor", balance.minor())
        .bind("as_of", asOf)
        .bind("status", status.name())
        .execute();
  }

  /** The event because of which the account was read. */
  public void event(UnitOfWork unit, AccountKey key, String eventId, Instant receivedAt) {
    unit.handle()
        .createUpdate(
            """
            update account set last_event_id = :event_id, last_event_at = :received_at
            where bank_id = :bank_id and account_id = :account_id\
            """)
        .bind("bank_id", key.bankId())
        .bind("account_id", key.accountId())
        .bind("event_id", eventId)
        .bind("received_at", receivedAt)
        .execute();
  }

  private static List<AccountKey> ofBank(UnitOfWork unit, String bankId) {
    return unit.handle()
        .createQuery("select account_id from account where bank_id = :bank_id")
        .bind("bank_id", bankId)
        .map(row -> new AccountKey(bankId, row.getColumn("account_id", String.class)))
        .list();
  }

  private static void delete(UnitOfWork unit, AccountKey key) {
    for (String table : List.of("account_transaction", "account")) {
      unit.handle()
          .createUpdate(
              "delete from " + table + " where bank_id = :bank_id and account_id = :account_id")
          .bind("bank_id", key.bankId())
          .bind("account_id", key.accountId())
          .execute();
    }
  }

  private static void put(UnitOfWork unit, String bankId, OBAccount account) {
    int known =
        write(
            unit,
            bankId,
            account,
            """
            update account set name = :name, type_code = :type_code, status = 'REFRESHING',
              identification = :identification
            where bank_id = :bank_id and account_id = :account_id and currency = :currency\
            """);
    if (known == 0) {
      delete(unit, new AccountKey(bankId, account.accountId()));
      write(
          unit,
          bankId,
          account,
          """
          insert into account (bank_id, account_id, name, type_code, currency, status,
            identification)
          values (:bank_id, :account_id, :name, :type_code, :currency, 'REFRESHING',
            :identification)\
          """);
    }
  }

  private static int write(UnitOfWork unit, String bankId, OBAccount account, String sql) {
    return unit.handle()
        .createUpdate(sql)
        .bind("bank_id", bankId)
        .bind("account_id", account.accountId())
        .bind("name", name(account))
        .bind("type_code", account.accountTypeCode())
        .bind("currency", account.currency())
        .bind("identification", AccountNumber.of(account))
        .execute();
  }

  private static String name(OBAccount account) {
    for (String name : new @Nullable String[] {account.nickname(), account.description()}) {
      if (name != null && !name.isBlank()) {
        return name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX));
      }
    }
    return account.accountTypeCode() + " " + account.accountId();
  }
}
