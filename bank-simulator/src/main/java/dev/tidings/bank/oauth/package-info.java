/**
 * The authorization server: discovery, keys, client registration, authorize, token.
 *
 * <p>May know consents and the ledger's customers.
 */
@NullMarked
package dev.tidings.bank.oauth;

import org.jspecify.annotations.NullMarked;
