/**
 * Payments to come: standing orders, direct debits, scheduled payments; and whom accounts pay.
 *
 * <p>Executes what is due through the ledger; knows no consent and no API.
 */
@NullMarked
package dev.tidings.bank.arrangement;

import org.jspecify.annotations.NullMarked;
