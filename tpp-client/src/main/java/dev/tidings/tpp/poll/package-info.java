/**
 * Fetches events instead of having them brought: always, where a bank is polled; to catch up, where
 * it pushes and may have failed to.
 *
 * <p>May know {@code bank} for the calls, {@code inbox} for what becomes of an event, and {@code
 * view}.
 */
@NullMarked
package dev.tidings.tpp.poll;

import org.jspecify.annotations.NullMarked;
