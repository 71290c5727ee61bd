/**
 * When to try again: growing delays, and one timer that follows the injected clock.
 *
 * <p>Knows nothing of what is tried.
 */
@NullMarked
package dev.tidings.tpp.timing;

import org.jspecify.annotations.NullMarked;
