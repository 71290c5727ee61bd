package dev.tidings.bank;

import dev.tidings.bank.accountinfo.CallLimits;
import dev.tidings.bank.http.Reach;
import dev.tidings.bank.sandbox.BankSize;
import java.time.Duration;

/**
 * What is seldom chosen.
 *
 * @param security how much is asked of callers
 * @param limits how often a TPP may call the account information API
 * @param size what there is beside the personas
 * @param reach where the addresses may be that TPPs name
 * @param mergeWindow how long a changed balance waits for further changes of its account
 * @param verifyCallbacks whether a callback has to answer before it is taken
 */
public record BankOptions(
    Security security,
    CallLimits limits,
    BankSize size,
    Reach reach,
    Duration mergeWindow,
    boolean verifyCallbacks) {

  /** The personas only, which TPPs on the same machine may ask for as often as they like. */
  public static final BankOptions STANDARD =
      new BankOptions(
          Security.STANDARD,
          CallLimits.NONE,
          BankSize.PERSONAS,
          Reach.ANYWHERE,
          Duration.ZERO,
          false);

  /** The same with this security. */
  public BankOptions with(Security wanted) {
    return new BankOptions(wanted, limits, size, reach, mergeWindow, verifyCallbacks);
  }

  /** The same for TPPs at these addresses. */
  public BankOptions with(Reach wanted) {
    return new BankOptions(security, limits, size, wanted, mergeWindow, verifyCallbacks);
  }
}
