package dev.tidings.bank.accountinfo;

import static dev.tidings.openbanking.Permission.ReadAccountsBasic;
import static dev.tidings.openbanking.Permission.ReadAccountsDetail;
import static dev.tidings.openbanking.Permission.ReadBalances;
import static dev.tidings.openbanking.Permission.ReadBeneficiariesBasic;
import static dev.tidings.openbanking.Permission.ReadBeneficiariesDetail;
import static dev.tidings.openbanking.Permission.ReadDirectDebits;
import static dev.tidings.openbanking.Permission.ReadOffers;
import static dev.tidings.openbanking.Permission.ReadParty;
import static dev.tidings.openbanking.Permission.ReadPartyPSU;
import static dev.tidings.openbanking.Permission.ReadProducts;
import static dev.tidings.openbanking.Permission.ReadScheduledPaymentsBasic;
import static dev.tidings.openbanking.Permission.ReadScheduledPaymentsDetail;
import static dev.tidings.openbanking.Permission.ReadStandingOrdersBasic;
import static dev.tidings.openbanking.Permission.ReadStandingOrdersDetail;
import static dev.tidings.openbanking.Permission.ReadStatementsBasic;
import static dev.tidings.openbanking.Permission.ReadStatementsDetail;
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
  ACCOUNT_BENEFICIARIES(
      "/accounts/{AccountId}/beneficiaries", ReadBeneficiariesBasic, ReadBeneficiariesDetail),
  ACCOUNT_DIRECT_DEBITS("/accounts/{AccountId}/direct-debits", ReadDirectDebits),
  ACCOUNT_OFFERS("/accounts/{AccountId}/offers", ReadOffers),
  ACCOUNT_PARTIES("/accounts/{AccountId}/parties", ReadParty),
  ACCOUNT_PARTY("/accounts/{AccountId}/party", ReadParty),
  ACCOUNT_PRODUCT("/accounts/{AccountId}/product", ReadProducts),
  ACCOUNT_SCHEDULED_PAYMENTS(
      "/accounts/{AccountId}/scheduled-payments",
      ReadScheduledPaymentsBasic,
      ReadScheduledPaymentsDetail),
  ACCOUNT_STANDING_ORDERS(
      "/accounts/{AccountId}/standing-orders", ReadStandingOrdersBasic, ReadStandingOrdersDetail),
  ACCOUNT_STATEMENTS("/accounts/{AccountId}/statements", ReadStatementsBasic, ReadStatementsDetail),
  ACCOUNT_STATEMENT(
      "/accounts/{AccountId}/statements/{StatementId}", ReadStatementsBasic, ReadStatementsDetail),
  ACCOUNT_STATEMENT_FILE(
      "/accounts/{AccountId}/statements/{StatementId}/file", ReadStatementsDetail),
  ACCOUNT_STATEMENT_TRANSACTIONS(
      "/accounts/{AccountId}/statements/{StatementId}/transactions",
      ReadTransactionsBasic,
      ReadTransactionsDetail),
  ACCOUNT_TRANSACTIONS(
      "/accounts/{AccountId}/transactions", ReadTransactionsBasic, ReadTransactionsDetail),
  BALANCES("/balances", ReadBalances),
  BENEFICIARIES("/beneficiaries", ReadBeneficiariesBasic, ReadBeneficiariesDetail),
  DIRECT_DEBITS("/direct-debits", ReadDirectDebits),
  OFFERS("/offers", ReadOffers),
  PARTY("/party", ReadPartyPSU),
  PRODUCTS("/products", ReadProducts),
  SCHEDULED_PAYMENTS(
      "/scheduled-payments", ReadScheduledPaymentsBasic, ReadScheduledPaymentsDetail),
  STANDING_ORDERS("/standing-orders", ReadStandingOrdersBasic, ReadStandingOrdersDetail),
  STATEMENTS("/statements", ReadStatementsBasic, ReadStatementsDetail),
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
