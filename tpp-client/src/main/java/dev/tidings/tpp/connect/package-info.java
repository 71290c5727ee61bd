/**
 * The way of the customer to the bank's consent page and back. Source: OBIE R/W v4.0, Account
 * Access Consents; RFC 6749 §4.1, RFC 7636, RFC 9207.
 *
 * <p>May know {@code bank}, {@code refresh} and {@code view}, and {@code meter} for the time
 * connected.
 */
@NullMarked
package dev.tidings.tpp.connect;

import org.jspecify.annotations.NullMarked;
