package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.persistence.Database;
import io.javalin.http.Context;
import java.util.List;

/** The accounts that a consent opens, and no other; a closed one is opened by none. */
final class ConsentedAccounts {

  private static final String ACCOUNT_ID = "AccountId";

  private final Database database;
  private final Accounts accounts;

  ConsentedAccounts(Database database, Accounts accounts) {
    this.database = database;
    this.accounts = accounts;
  }

  /** All of them, ordered by id. */
  List<Account> all(Consent consent) {
    List<String> ids = consent.accountIds().stream().sorted().toList();
    return database.read(handle -> accounts.findAll(handle, ids)).stream()
        .filter(Account::isOpen)
        .toList();
  }

  /**
   * The one that the path names.
   *
   * @throws ApiException 400 U011 when the bank has none such, 403 when the consent leaves it out
   */
  Account named(Context ctx, Consent consent) {
    String id = ctx.pathParam(ACCOUNT_ID);
    Account account =
        database
            .ask(connection -> accounts.find(connection, id))
            .orElseThrow(() ->
                ApiException.badRequest(
                    ACCOUNT_ID, ErrorCode.NOT_FOUND, "the bank has no such account"));
    if (!consent.accountIds().contains(account.accountId()) || !account.isOpen()) {
      throw ApiException.forbidden(
          ErrorCode.CONSENT_MISMATCH, "the consent does not open this account");
    }
    return account;
  }
}
