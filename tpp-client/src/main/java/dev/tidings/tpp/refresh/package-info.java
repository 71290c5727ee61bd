/**
 * What to call because of an event; one refresh at a time an account, merged while it waits. Where
 * we are told to poll, what to call because it is time.
 *
 * <p>May know {@code bank}, {@code view} and {@code meter}.
 */
@NullMarked
package dev.tidings.tpp.refresh;

import org.jspecify.annotations.NullMarked;
