package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.openbanking.OBBalance;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The balances of one account as the balances API would answer now to a caller with this consent:
 * for whoever tells them without being asked. Thread-safe.
 */
public final class DisclosedBalances {

  private final Accounts accounts;
  private final InstantSource clock;

  public DisclosedBalances(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * @param consent in force; that is the caller's to look at
   * @throws dev.tidings.bank.http.ApiException 403 when the consent does not allow it
   * @throws IllegalArgumentException when the consent does not open the account
   */
  public Reading read(Handle handle, Consent consent, String accountId) {
    DataEndpoint.ACCOUNT_BALANCES.requireAllowedBy(consent);
    if (!consent.accountIds().contains(accountId)) {
      throw new IllegalArgumentException(consent.consentId() + " does not open " + accountId);
    }
    Account account =
        accounts
            .find(handle, accountId)
            .orElseThrow(() -> new IllegalArgumentException("there is no account " + accountId));
    return new Reading(account.version(), BalancesOf.data(List.of(account), clock.instant()));
  }

  /**
   * @param accountVersion counts the account's changes
   * @param data of the API's answer
   */
  public record Reading(long accountVersion, OBBalance.Data data) {}
}
