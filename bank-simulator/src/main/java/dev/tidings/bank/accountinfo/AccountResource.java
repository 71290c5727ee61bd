package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import dev.tidings.openbanking.Meta;
import dev.tidings.openbanking.OBAccount;
import dev.tidings.openbanking.OBResponse;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Accounts and their balances, single and bulk. Source: OBIE R/W v4.0, Accounts; Balances. */
final class AccountResource {

  private final ConsentedAccounts accounts;
  private final Callers callers;
  private final ApiLinks links;
  private final InstantSource clock;

  AccountResource(
      ConsentedAccounts accounts, Callers callers, ApiLinks links, InstantSource clock) {
    this.accounts = accounts;
    this.callers = callers;
    this.links = links;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.get(ApiLinks.BASE + DataEndpoint.ACCOUNTS.path(), this::accounts);
    routes.get(ApiLinks.BASE + DataEndpoint.ACCOUNT.path(), this::account);
    routes.get(ApiLinks.BASE + DataEndpoint.BALANCES.path(), this::balances);
    routes.get(ApiLinks.BASE + DataEndpoint.ACCOUNT_BALANCES.path(), this::accountBalances);
  }

  private void accounts(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.ACCOUNTS);
    sendAccounts(ctx, consent, accounts.all(consent));
  }

  private void account(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.ACCOUNT);
    sendAccounts(ctx, consent, List.of(accounts.named(ctx, consent)));
  }

  private void balances(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.BALANCES);
    sendBalances(ctx, accounts.all(consent));
  }

  private void accountBalances(Context ctx) {
    Consent consent = callers.consent(ctx, DataEndpoint.ACCOUNT_BALANCES);
    sendBalances(ctx, List.of(accounts.named(ctx, consent)));
  }

  private void sendAccounts(Context ctx, Consent consent, List<Account> found) {
    if (NotModified.sent(ctx, links.called(ctx), found)) {
      return;
    }
    List<OBAccount> disclosed =
        found.stream().map(account -> DisclosedAccount.of(account, consent)).toList();
    send(ctx, new OBAccount.Data(disclosed));
  }

  /** Yesterday's close is another one tomorrow, whether or not the account changes. */
  private void sendBalances(Context ctx, List<Account> found) {
    Instant now = clock.instant();
    String ofToday = links.called(ctx) + " " + now.truncatedTo(ChronoUnit.DAYS);
    if (NotModified.sent(ctx, ofToday, found)) {
      return;
    }
    send(ctx, BalancesOf.data(found, now));
  }

  private void send(Context ctx, Object data) {
    JsonAnswer.sendRead(ctx, new OBResponse<>(data, links.self(ctx), Meta.pages(1)));
  }
}
