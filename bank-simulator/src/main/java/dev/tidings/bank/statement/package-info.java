/**
 * Statements: an account's month, closed by the bank's clock, and its PDF.
 *
 * <p>Only reads the ledger; knows no consent and no API.
 */
@NullMarked
package dev.tidings.bank.statement;

import org.jspecify.annotations.NullMarked;
