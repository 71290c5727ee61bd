package dev.tidings.bank.accountinfo;

import static dev.tidings.openbanking.Permission.ReadAccountsBasic;
import static dev.tidings.openbanking.Permission.ReadAccountsDetail;
import static dev.tidings.openbanking.Permission.ReadBalances;
import static dev.tidings.openbanking.Permission.ReadTransactionsBasic;
import static dev.tidings.openbanking.Permission.ReadTransactionsDetail;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.openbanking.Permission;

/**
 * Every endpoint that gives account data, and the permissions of which one must be granted. Source:
 * OBIE R/W v4.0, Permissions.
 */
enum DataEndpoint {
  ACCOUNTS("/accounts", ReadAccountsBasic, ReadAccountsDetail),
  ACCOUNT("/accounts/{AccountId}", ReadAccountsBasic, ReadAccountsDetail),
  ACCOUNT_BALANCES("/accounts/{AccountId}/balances", ReadBalances),
  ACCOUNT_TRANSACTIONS(
      "/accounts/{AccountId}/transactions", ReadTransactionsBasic, ReadTransactionsDetail),
  BALANCES("/balances", ReadBalances),
  TRANSACTIONS("/transactions", ReadTransactionsBasic, ReadTransactionsDetail);

  private final String path;

  @SuppressWarnings("ImmutableEnumChecker") // an array, but never handed out
  private final Permission[] oneOf;

  DataEndpoint(String path, Permission... oneOf) {
    this.path = path;
    this.oneOf = oneOf;
  }

  /** Path template below the API's base. */
  String path() {
    return path;
  }

  /**
   * Lets pass what this consent allows.
   *
   * @throws dev.tidings.bank.http.ApiException 403 when it allows none of the permissions
   */
  void requireAllowedBy(Consent consent) {
    ConsentGuard.requireAny(consent, oneOf);
  }
}
