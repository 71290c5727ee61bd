package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBAccount;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import dev.tidings.tpp.view.UnifiedView.AccountView.Status;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real database with accounts and transactions as banks tell them. */
public final class TestView implements AutoCloseable {

  public static final String BANK = "localhost-8081";
  public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static final AtomicInteger COUNT = new AtomicInteger();

  public final Database database =
      Database.open(
          "jdbc:h2:mem:view"
              + COUNT.incrementAndGet()
              + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
          "db/tpp");

  public TestView() {
    new BankStatuses(database, new ViewChanges()).add(BANK, "Alder Bank", "not asked");
    database.useTransaction(unit ->
        new BankStatuses(database, new ViewChanges())
            .state(unit, BANK, State.CONNECTED, null, NOW.plusSeconds(86_400 * 60)));
    new BankStatuses(database, new ViewChanges()).named(BANK, "Alder Bank");
  }

  /** The accounts are these; each an id and a currency, such as {@code A1:GBP}. */
  public TestView accounts(String... accounts) {
    List<OBAccount> told = new ArrayList<>();
    for (String account : accounts) {
      String[] parts = account.split(":", 2);
      told.add(
          read(
              OBAccount.class,
              Map.of(
                  "AccountId",
                  parts[0],
                  "Currency",
                  parts[1],
                  "AccountTypeCode",
                  "CACC",
                  "Nickname",
                  "Account " + parts[0],
                  "Account",
                  List.of(number(parts[0])))));
    }
    database.useTransaction(unit -> new ViewedAccounts().replace(unit, BANK, told));
    return this;
  }

  public TestView balance(String account, String decimal, String currency) {
    database.useTransaction(unit ->
        new ViewedAccounts()
            .balance(
                unit,
                new AccountKey(BANK, account),
                Money.parse(decimal, currency),
                NOW,
                Status.CURRENT));
    return this;
  }

  public TestView told(String account, OBTransaction... transactions) {
    database.useTransaction(unit ->
        new ViewedTransactions(database)
            .put(unit, new AccountKey(BANK, account), NOW, List.of(transactions)));
    return this;
  }

  /**
   * A transaction.
   *
   * @param amount signed decimal
   * @param more further fields as the bank tells them
   */
  public static OBTransaction transaction(
      String account, String id, Instant at, String text, String amount, Map<String, Object> more) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("AccountId", account);
    fields.put("TransactionId", id);
    fields.put("CreditDebitIndicator", amount.startsWith("-") ? "Debit" : "Credit");
    fields.put("Status", "BOOK");
    fields.put("BookingDateTime", at.toString());
    fields.put("TransactionInformation", text);
    fields.put("Amount", Map.of("Amount", amount.replace("-", ""), "Currency", "GBP"));
    fields.putAll(more);
    return read(OBTransaction.class, fields);
  }

  public static Map<String, Object> number(String account) {
    return Map.of(
        "SchemeName", "UK.OBIE.SortCodeAccountNumber",
        "Identification", "9999990000" + account,
        "Name", "Amelia Hart");
  }

  @Override
  public void close() {
    database.close();
  }

  private static <T> T read(Class<T> type, Map<String, Object> fields) {
    try {
      return OpenBankingJson.read(OpenBankingJson.write(fields), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
