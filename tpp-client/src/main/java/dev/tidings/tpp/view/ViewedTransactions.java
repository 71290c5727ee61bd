package dev.tidings.tpp.view;

import dev.tidings.openbanking.OBTransaction;
import dev.tidings.openbanking.OBTransaction.Status;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The transactions table of the view. */
public final class ViewedTransactions {

  private static final int TEXT_LENGTH_MAX = 500;
  private static final int CODE_LENGTH_MAX = 10;

  private final Database database;

  public ViewedTransactions(Database database) {
    this.database = database;
  }

  /**
   * The time since which transactions may be new or changed: that of the newest one, or of the
   * oldest one that is still pending. Nothing when none is known.
   */
  public Optional<Instant> unsettledSince(AccountKey key) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select coalesce(min(case when pending then booked_at end), max(booked_at)) as since
                from account_transaction where bank_id = :bank_id and account_id = :account_id\
                """)
            .bind("bank_id", key.bankId())
            .bind("account_id", key.accountId())
            .map(row -> Optional.ofNullable(row.getColumn("since", Instant.class)))
            .one());
  }

  /** As {@link #unsettledSince(AccountKey)}, of all accounts of a bank together. */
  public Optional<Instant> unsettledSince(String bankId) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select coalesce(min(case when pending then booked_at end), max(booked_at)) as since
                from account_transaction where bank_id = :bank_id\
                """)
            .bind("bank_id", bankId)
            .map(row -> Optional.ofNullable(row.getColumn("since", Instant.class)))
            .one());
  }

  /**
   * Takes over what the bank told.
   *
   * @param since when the answer begins: a pending transaction of ours from then on that is not in
   *     it is no more
   */
  public void put(UnitOfWork unit, AccountKey key, Instant since, List<OBTransaction> answer) {
    Set<String> told = new HashSet<>();
    for (OBTransaction transaction : answer) {
      told.add(transaction.transactionId());
      if (write(unit, key, transaction, UPDATE) == 0) {
        write(unit, key, transaction, INSERT);
      }
    }
    for (String pending : pendingSince(unit, key, since)) {
      if (!told.contains(pending)) {
        delete(unit, key, pending);
      }
    }
    recogniseTransfers(unit);
  }

  /** What leads to another account of the customer's is neither income nor spending. */
  static void recogniseTransfers(UnitOfWork unit) {
    unit.handle()
        .createUpdate(
            """
            update account_transaction set category = 'TRANSFERS'
            where category <> 'TRANSFERS' and counterparty_account is not null
              and counterparty_account in (select identification from account)\
            """)
        .execute();
  }

  /** What a person would call the transaction. */
  public static String describe(OBTransaction transaction) {
    String merchant =
        transaction.merchantDetails() == null ? null : transaction.merchantDetails().merchantName();
    String text = transaction.transactionInformation();
    if (text == null || text.isBlank()) {
      text = merchant == null ? "Transaction" : merchant;
    }
    return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX);
  }

  private static final String UPDATE =
      """
      update account_transaction set description = :description, merchant_name = :merchant_name,
        amount_minor = :minor, currency = :currency, pending = :pending, booked_at = :booked_at,
        bank_code = :bank_code, merchant_category_code = :mcc, counterparty = :counterparty,
        counterparty_account = :counterparty_account, category = :category
      where bank_id = :bank_id and account_id = :account_id and transaction_id = :transaction_id\
      """;

  private static final String INSERT =
      """
      insert into account_transaction (bank_id, account_id, transaction_id, description,
        merchant_name, amount_minor, currency, pending, booked_at,
        bank_code, merchant_category_code, counterparty, counterparty_account, category)
      values (:bank_id, :account_id, :transaction_id, :description,
        :merchant_name, :minor, :currency, :pending, :booked_at,
        :bank_code, :mcc, :counterparty, :counterparty_account, :category)\
      """;

  private static int write(UnitOfWork unit, AccountKey key, OBTransaction transaction, String sql) {
    OBTransaction.MerchantDetails merchant = transaction.merchantDetails();
    OBTransaction.TransactionCode code = transaction.bankTransactionCode();
    OBTransaction.Counterparty other =
        transaction.creditorAccount() == null
            ? transaction.debtorAccount()
            : transaction.creditorAccount();
    return unit.handle()
        .createUpdate(sql)
        .bind("bank_id", key.bankId())
        .bind("account_id", key.accountId())
        .bind("transaction_id", transaction.transactionId())
        .bind("description", describe(transaction))
        .bind("merchant_name", shorten(merchant == null ? null : merchant.merchantName()))
        .bind("minor", transaction.money().minor())
        .bind("currency", transaction.amount().currency())
        .bind("pending", transaction.status() == Status.PDNG)
        .bind("booked_at", transaction.bookingDateTime())
        .bind("bank_code", shorten(code == null ? null : code.subCode(), CODE_LENGTH_MAX))
        .bind(
            "mcc",
            shorten(merchant == null ? null : merchant.merchantCategoryCode(), CODE_LENGTH_MAX))
        .bind("counterparty", shorten(other == null ? null : other.name()))
        .bind("counterparty_account", AccountNumber.of(other))
        .bind("category", CategoryRules.of(transaction).name())
        .execute();
  }

  private static List<String> pendingSince(UnitOfWork unit, AccountKey key, Instant since) {
    return unit.handle()
        .createQuery(
            """
            select transaction_id from account_transaction
            where bank_id = :bank_id and account_id = :account_id
              and pending and booked_at >= :since\
            """)
        .bind("bank_id", key.bankId())
        .bind("account_id", key.accountId())
        .bind("since", since)
        .mapTo(String.class)
        .list();
  }

  private static void delete(UnitOfWork unit, AccountKey key, @Nullable String transactionId) {
    unit.handle()
        .createUpdate(
            """
            delete from account_transaction where bank_id = :bank_id and account_id = :account_id
              and transaction_id = :transaction_id\
            """)
        .bind("bank_id", key.bankId())
        .bind("account_id", key.accountId())
        .bind("transaction_id", transactionId)
        .execute();
  }

  private static @Nullable String shorten(@Nullable String text) {
    return shorten(text, TEXT_LENGTH_MAX);
  }

  private static @Nullable String shorten(@Nullable String text, int lengthMax) {
    return text == null || text.length() <= lengthMax ? text : text.substring(0, lengthMax);
  }
}
