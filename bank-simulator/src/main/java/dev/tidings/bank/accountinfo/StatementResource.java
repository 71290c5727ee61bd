package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.QueryParameters;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.bank.statement.Statement;
import dev.tidings.bank.statement.StatementPdf;
import dev.tidings.bank.statement.Statements;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Meta;
import dev.tidings.openbanking.OBResponse;
import dev.tidings.openbanking.OBStatement;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Statements, of one account and of all, and their PDF. Source: OBIE R/W v4.0, Statements. */
final class StatementResource {

  private static final String FROM = "fromStatementDateTime";
  private static final String TO = "toStatementDateTime";
  private static final String STATEMENT_ID = "StatementId";

  private final String bankName;
  private final Database database;
  private final ConsentedAccounts accounts;
  private final Callers callers;
  private final ApiLinks links;
  private final TransactionResource transactions;
  private final Statements statements = new Statements();

  StatementResource(
      String bankName,
      Database database,
      ConsentedAccounts accounts,
      Callers callers,
      ApiLinks links,
      TransactionResource transactions) {
    this.bankName = bankName;
    this.database = database;
    this.accounts = accounts;
    this.callers = callers;
    this.links = links;
    this.transactions = transactions;
  }

  void register(RoutesConfig routes) {
    routes.get(ApiLinks.BASE + DataEndpoint.STATEMENTS.path(), this::statements);
    routes.get(ApiLinks.BASE + DataEndpoint.ACCOUNT_STATEMENTS.path(), this::accountStatements);
    routes.get(ApiLinks.BASE + DataEndpoint.ACCOUNT_STATEMENT.path(), this::statement);
    routes.get(ApiLinks.BASE + DataEndpoint.ACCOUNT_STATEMENT_FILE.path(), this::file);
    routes.get(
        ApiLinks.BASE + DataEndpoint.ACCOUNT_STATEMENT_TRANSACTIONS.path(), this::transactions);
  }

  private void statements(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.STATEMENTS);
    send(ctx, consent, within(ctx, accounts.all(consent)));
  }

  private void accountStatements(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.ACCOUNT_STATEMENTS);
    send(ctx, consent, within(ctx, List.of(accounts.named(ctx, consent))));
  }

  private void statement(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.ACCOUNT_STATEMENT);
    Account account = accounts.named(ctx, consent);
    send(ctx, consent, List.of(named(ctx, account)));
  }

  private void file(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.ACCOUNT_STATEMENT_FILE);
    Account account = accounts.named(ctx, consent);
    Statement statement = named(ctx, account);
    if (NotModified.sent(ctx, links.called(ctx), List.of(account))) {
      return;
    }
    ctx.contentType("application/pdf")
        .header(
            "Content-Disposition",
            "attachment; filename=\"statement-" + statement.reference() + ".pdf\"")
        .result(StatementPdf.write(bankName, account, statement, booked(statement)));
  }

  private void transactions(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.ACCOUNT_STATEMENT_TRANSACTIONS);
    Account account = accounts.named(ctx, consent);
    transactions.sendOf(ctx, consent, account, named(ctx, account));
  }

  private void send(Context ctx, Consent consent, List<Statement> found) {
    List<OBStatement> disclosed =
        found.stream().map(statement -> DisclosedStatement.of(statement, consent)).toList();
    JsonAnswer.sendRead(
        ctx, new OBResponse<>(new OBStatement.Data(disclosed), links.self(ctx), Meta.pages(1)));
  }

  private List<Statement> within(Context ctx, List<Account> of) {
    Instant from = QueryParameters.dateTime(ctx, FROM);
    Instant to = QueryParameters.dateTime(ctx, TO);
    if (from != null && to != null && from.isAfter(to)) {
      throw ApiException.badRequest(
          TO, ErrorCode.FIELD_INVALID_DATE, TO + " must not be before " + FROM);
    }
    List<String> ids = of.stream().map(Account::accountId).toList();
    return database.read(handle -> statements.of(handle, ids, from, to));
  }

  private Statement named(Context ctx, Account account) {
    String id = ctx.pathParam(STATEMENT_ID);
    return database
        .read(handle -> statements.find(handle, id))
        .filter(statement -> statement.accountId().equals(account.accountId()))
        .orElseThrow(() ->
            ApiException.badRequest(
                STATEMENT_ID, ErrorCode.NOT_FOUND, "the account has no such statement"));
  }

  private List<Transaction> booked(Statement statement) {
    var query =
        new Transactions.Query(
            Set.of(statement.accountId()),
            statement.startsAt(),
            statement.lastMoment(),
            true,
            true,
            null);
    Transactions all = new Transactions();
    return database
        .read(handle -> all.page(handle, query, StatementPdf.TRANSACTIONS_MAX))
        .reversed()
        .stream()
        .filter(transaction -> transaction.status() == Transaction.Status.BOOK)
        .toList();
  }
}
