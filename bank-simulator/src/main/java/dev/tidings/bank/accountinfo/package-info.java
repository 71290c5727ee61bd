/**
 * The account information API, v4.0.
 *
 * <p>May know consents, tokens and the ledger; only reads the ledger.
 */
@NullMarked
package dev.tidings.bank.accountinfo;

import org.jspecify.annotations.NullMarked;
