/**
 * What to call because of an event; one refresh at a time an account, merged while it waits.
 *
 * <p>May know {@code bank} and {@code view}, and {@code meter} when a connection ends.
 */
@NullMarked
package dev.tidings.tpp.refresh;

import org.jspecify.annotations.NullMarked;
