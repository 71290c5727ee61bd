/**
 * Account access consents and their life; the guard that every account call passes.
 *
 * <p>May know the ledger and the broker; knows no token.
 */
@NullMarked
package dev.tidings.bank.consent;

import org.jspecify.annotations.NullMarked;
