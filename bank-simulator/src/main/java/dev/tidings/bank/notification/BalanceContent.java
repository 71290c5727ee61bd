package dev.tidings.bank.notification;

import dev.tidings.bank.consent.Consent;
import dev.tidings.openbanking.OBBalance;
import org.jdbi.v3.core.Handle;

/** Where a SET's content comes from: the code that serves the balances API. Thread-safe. */
@FunctionalInterface
public interface BalanceContent {

  /**
   * The balances as they are now.
   *
   * @param consent in force, opens the account and allows its balances to be read
   */
  Content read(Handle handle, Consent consent, String accountId);

  /**
   * What a SET is to carry.
   *
   * @param accountVersion the account's version with these balances
   * @param data of the API's answer for this account
   */
  record Content(long accountVersion, OBBalance.Data data) {}
}
