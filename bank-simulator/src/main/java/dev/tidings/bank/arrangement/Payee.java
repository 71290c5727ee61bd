package dev.tidings.bank.arrangement;

import org.jspecify.annotations.Nullable;

/**
 * Who is paid.
 *
 * @param identification the account, in any scheme
 * @param accountId the account where it is one of this bank, else null
 * @param clearsDebt whether what the account owes is paid, as a credit card's bill
 */
public record Payee(
    String name, String identification, @Nullable String accountId, boolean clearsDebt) {

  /** Somebody who banks elsewhere. */
  public static Payee elsewhere(String name, String identification) {
    return new Payee(name, identification, null, false);
  }
}
