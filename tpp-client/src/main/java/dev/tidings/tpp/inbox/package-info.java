/**
 * The event endpoint: verify, de-duplicate, store, acknowledge.
 *
 * <p>Calls no bank; tells {@code refresh} what is to be read again and which connection ended. May
 * know {@code bank} for whose events to believe, {@code view} and {@code meter}.
 */
@NullMarked
package dev.tidings.tpp.inbox;

import org.jspecify.annotations.NullMarked;
