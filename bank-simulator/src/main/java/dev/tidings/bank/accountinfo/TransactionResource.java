package dev.tidings.bank.accountinfo;

import dev.tidings.bank.accountinfo.TransactionPages.Page;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.bank.ledger.Transactions.Query;
import dev.tidings.bank.statement.Statement;
import dev.tidings.openbanking.Meta;
import dev.tidings.openbanking.OBResponse;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Transactions, of one account and of all. Source: OBIE R/W v4.0, Transactions. */
final class TransactionResource {

  private final Database database;
  private final TransactionPages pages;
  private final ConsentedAccounts accounts;
  private final Callers callers;
  private final ApiLinks links;

  TransactionResource(
      Database database, ConsentedAccounts accounts, Callers callers, ApiLinks links) {
    this.database = database;
    this.pages = new TransactionPages(new Transactions());
    this.accounts = accounts;
    this.callers = callers;
    this.links = links;
  }

  void register(RoutesConfig routes) {
    routes.get(ApiLinks.BASE + DataEndpoint.TRANSACTIONS.path(), this::transactions);
    routes.get(ApiLinks.BASE + DataEndpoint.ACCOUNT_TRANSACTIONS.path(), this::accountTransactions);
  }

  private void transactions(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.TRANSACTIONS);
    send(ctx, consent, accounts.all(consent));
  }

  private void accountTransactions(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.ACCOUNT_TRANSACTIONS);
    send(ctx, consent, List.of(accounts.named(ctx, consent)));
  }

  /** Sends what was booked in the time of this statement of the account. */
  void sendOf(Context ctx, Consent consent, Account account, Statement statement) {
    BookingWindow window =
        BookingWindow.of(ctx, consent).within(statement.startsAt(), statement.lastMoment());
    send(ctx, consent, List.of(account), window, Transaction.Status.BOOK);
  }

  private void send(Context ctx, Consent consent, List<Account> of) {
    send(ctx, consent, of, BookingWindow.of(ctx, consent), null);
  }

  private void send(
      Context ctx,
      Consent consent,
      List<Account> of,
      BookingWindow window,
      Transaction.@Nullable Status only) {
    PageToken token = PageToken.of(ctx);
    if (NotModified.sent(ctx, links.called(ctx), of)) {
      return;
    }
    Page page = page(token, consent, of, window);
    Map<String, Account> accountOf =
        of.stream().collect(Collectors.toMap(Account::accountId, account -> account));
    List<OBTransaction> disclosed =
        page.entries().stream()
            .filter(entry -> only == null || entry.status() == only)
            .map(entry ->
                DisclosedTransaction.of(
                    entry, Objects.requireNonNull(accountOf.get(entry.accountId())), consent))
            .toList();
    JsonAnswer.sendRead(
        ctx,
        new OBResponse<>(
            new OBTransaction.Data(disclosed),
            PageLinks.of(ctx, links, page),
            meta(page, consent, of)));
  }

  private Page page(
      @Nullable PageToken token, Consent consent, List<Account> of, BookingWindow window) {
    if (window.isEmpty() || of.isEmpty()) {
      return Page.EMPTY;
    }
    Query query =
        new Query(
            of.stream().map(Account::accountId).collect(Collectors.toSet()),
            window.from(),
            window.to(),
            consent.allows(Permission.ReadTransactionsCredits),
            consent.allows(Permission.ReadTransactionsDebits),
            null);
    return database.read(handle -> pages.read(handle, query, token));
  }

  /**
   * First and last available: from the oldest account's opening to the latest change, as the
   * consent cuts it.
   */
  private Meta meta(Page page, Consent consent, List<Account> of) {
    Instant opened = of.stream().map(Account::openedAt).min(Instant::compareTo).orElse(null);
    Instant changed = of.stream().map(Account::changedAt).max(Instant::compareTo).orElse(null);
    @Nullable Instant first = BookingWindow.later(opened, consent.transactionsFrom());
    @Nullable Instant last = BookingWindow.earlier(changed, consent.transactionsTo());
    boolean nothing = first == null || last == null || first.isAfter(last);
    return new Meta(page.totalPages(), nothing ? null : first, nothing ? null : last);
  }
}
