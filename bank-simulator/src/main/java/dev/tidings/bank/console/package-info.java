/**
 * The bank's pages: sign-in and consent.
 *
 * <p>May know the authorization server, consents and the ledger's customers.
 */
@NullMarked
package dev.tidings.bank.console;

import org.jspecify.annotations.NullMarked;
