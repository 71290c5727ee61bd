/**
 * The event endpoint: verify, de-duplicate, store, acknowledge.
 *
 * <p>Calls no bank; tells {@code refresh} what is to be read again.
 */
@NullMarked
package dev.tidings.tpp.inbox;

import org.jspecify.annotations.NullMarked;
