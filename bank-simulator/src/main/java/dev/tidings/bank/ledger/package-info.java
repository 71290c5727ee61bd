/**
 * Customers, accounts, double entry, balances; the only code that moves money.
 *
 * <p>Appends to the event log in the transaction that moves the money; knows no consent, no
 * notification.
 */
@NullMarked
package dev.tidings.bank.ledger;

import org.jspecify.annotations.NullMarked;
