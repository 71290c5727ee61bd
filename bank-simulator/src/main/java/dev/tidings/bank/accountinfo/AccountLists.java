package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import dev.tidings.openbanking.Meta;
import dev.tidings.openbanking.OBResponse;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Short lists of what belongs to accounts, of one account and of all; on one page each. */
final class AccountLists {

  /** How a list is read; what it returns is the {@code Data} of the answer. */
  interface Reading {
    Object data(Handle handle, List<Account> accounts, Consent consent);
  }

  private final Database database;
  private final ConsentedAccounts accounts;
  private final Callers callers;
  private final ApiLinks links;

  AccountLists(Database database, ConsentedAccounts accounts, Callers callers, ApiLinks links) {
    this.database = database;
    this.accounts = accounts;
    this.callers = callers;
    this.links = links;
  }

  /** Serves the list of one account. */
  void one(RoutesConfig routes, DataEndpoint endpoint, Reading reading) {
    routes.get(
        ApiLinks.BASE + endpoint.path(),
        ctx -> {
          Consent consent = callers.consent(ctx, endpoint);
          send(ctx, List.of(accounts.named(ctx, consent)), consent, reading);
        });
  }

  /** Serves the list of all accounts of the consent. */
  void all(RoutesConfig routes, DataEndpoint endpoint, Reading reading) {
    routes.get(
        ApiLinks.BASE + endpoint.path(),
        ctx -> {
          Consent consent = callers.consent(ctx, endpoint);
          send(ctx, accounts.all(consent), consent, reading);
        });
  }

  private void send(Context ctx, List<Account> of, Consent consent, Reading reading) {
    Object data = database.read(handle -> reading.data(handle, of, consent));
    JsonAnswer.sendRead(ctx, new OBResponse<>(data, links.self(ctx), Meta.pages(1)));
  }
}
