package dev.tidings.bank.sandbox;

import dev.tidings.bank.arrangement.Arrangement;
import dev.tidings.bank.arrangement.Payee;
import dev.tidings.bank.arrangement.Recurrence;
import dev.tidings.bank.ledger.Account;

/**
 * What a persona has agreed to pay, as it is before anything was paid. Amounts in minor units.
 *
 * @param low the least that is paid each time
 * @param high the most
 */
record Agreement(
    Arrangement.Kind kind,
    Account account,
    Payee payee,
    String reference,
    long low,
    long high,
    Recurrence recurrence) {

  /** A payee's account at another bank: the same for everybody who pays them, whatever the seed. */
  static String identification(String payeeName) {
    Draw draw = new Draw(0, "payee " + payeeName);
    return AccountNumbers.domestic("99" + draw.digits(4), draw);
  }
}
