/**
 * The bank's pages: sign-in, consent and alerts for customers; events for whoever runs the bank.
 *
 * <p>May know the authorization server, consents, alerts, traces and the ledger's customers.
 */
@NullMarked
package dev.tidings.bank.console;

import org.jspecify.annotations.NullMarked;
