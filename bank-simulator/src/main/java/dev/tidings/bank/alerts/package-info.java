/**
 * Alerts: low balance, large transaction, salary arrived, by limits that the customer sets.
 *
 * <p>An event processor beside notification. Reads the ledger and appends events of its own; knows
 * no consent, no TPP.
 */
@NullMarked
package dev.tidings.bank.alerts;

import org.jspecify.annotations.NullMarked;
