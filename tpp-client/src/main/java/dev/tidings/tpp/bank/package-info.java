/**
 * One bank as seen from here: registration, tokens, subscription, account calls.
 *
 * <p>Knows {@code shared} and its own tables; tells {@code view} how we stand with the bank and
 * {@code meter} each data call.
 */
@NullMarked
package dev.tidings.tpp.bank;

import org.jspecify.annotations.NullMarked;
