package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.http.FapiHeaders;
import dev.tidings.bank.http.MediaTypes;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;

/**
 * The account information API. Errors are rendered by {@link dev.tidings.bank.http.ApiErrors}.
 * Source: OBIE R/W v4.0, Account and Transaction API.
 */
public final class AccountInformationApi {

  private static final String FILE = "/file";

  private final ConsentResource consents;
  private final AccountResource accounts;
  private final TransactionResource transactions;
  private final ArrangementResource arrangements;
  private final HolderResource holders;
  private final StatementResource statements;

  /** One that may be called as often as anybody likes. */
  public AccountInformationApi(
      String bankName,
      String issuer,
      Database database,
      AccessTokens accessTokens,
      ConsentGuard guard,
      Consents consents,
      InstantSource clock) {
    this(bankName, issuer, database, accessTokens, guard, consents, CallLimits.NONE, clock);
  }

  /**
   * @param bankName as it stands on statements
   * @param issuer the bank's base URL, without a slash at its end; all links begin with it
   */
  public AccountInformationApi(
      String bankName,
      String issuer,
      Database database,
      AccessTokens accessTokens,
      ConsentGuard guard,
      Consents consents,
      CallLimits limits,
      InstantSource clock) {
    Callers callers = new Callers(accessTokens, guard, new CountCalls(limits, database, clock));
    ApiLinks links = new ApiLinks(issuer);
    ConsentedAccounts consented = new ConsentedAccounts(database, new Accounts());
    AccountLists lists = new AccountLists(database, consented, callers, links);
    this.consents = new ConsentResource(database, consents, callers, links, clock);
    this.accounts = new AccountResource(consented, callers, links, clock);
    this.transactions = new TransactionResource(database, consented, callers, links);
    this.arrangements = new ArrangementResource(lists);
    this.holders = new HolderResource(lists, links, clock);
    this.statements =
        new StatementResource(bankName, database, consented, callers, links, transactions);
  }

  /** Adds the API's routes. */
  public void register(RoutesConfig routes) {
    String everything = ApiLinks.BASE + "/*";
    routes.before(everything, ctx -> ctx.header("Cache-Control", "no-store"));
    routes.beforeMatched(everything, FapiHeaders::check);
    routes.beforeMatched(everything, AccountInformationApi::requireReadable);
    consents.register(routes);
    accounts.register(routes);
    transactions.register(routes);
    arrangements.register(routes);
    holders.register(routes);
    statements.register(routes);
  }

  /** Everything is JSON but the statement's file, which is a PDF. */
  private static void requireReadable(Context ctx) {
    if (ctx.path().endsWith(FILE)) {
      MediaTypes.requireAccepts(ctx, MediaTypes.PDF);
    } else {
      MediaTypes.requireAcceptsJson(ctx);
    }
  }
}
