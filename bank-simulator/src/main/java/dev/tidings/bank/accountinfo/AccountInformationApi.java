package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.http.FapiHeaders;
import dev.tidings.bank.http.MediaTypes;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;

/**
 * The account information API. Errors are rendered by {@link dev.tidings.bank.http.ApiErrors}.
 * Source: OBIE R/W v4.0, Account and Transaction API.
 */
public final class AccountInformationApi {

  private final ConsentResource consents;
  private final AccountResource accounts;
  private final TransactionResource transactions;

  /**
   * @param issuer the bank's base URL, without a slash at its end; all links begin with it
   */
  public AccountInformationApi(
      Database database,
      AccessTokens accessTokens,
      ConsentGuard guard,
      Consents consents,
      Accounts accounts,
      Transactions transactions,
      String issuer,
      InstantSource clock) {
    Callers callers = new Callers(accessTokens, guard);
    ApiLinks links = new ApiLinks(issuer);
    ConsentedAccounts consented = new ConsentedAccounts(database, accounts);
    this.consents = new ConsentResource(database, consents, callers, links, clock);
    this.accounts = new AccountResource(consented, callers, links);
    this.transactions =
        new TransactionResource(database, transactions, consented, callers, links, clock);
  }

  /** Adds the API's routes. */
  public void register(RoutesConfig routes) {
    String everything = ApiLinks.BASE + "/*";
    routes.before(everything, ctx -> ctx.header("Cache-Control", "no-store"));
    routes.beforeMatched(everything, MediaTypes::requireAcceptsJson);
    routes.beforeMatched(everything, FapiHeaders::check);
    consents.register(routes);
    accounts.register(routes);
    transactions.register(routes);
  }
}
