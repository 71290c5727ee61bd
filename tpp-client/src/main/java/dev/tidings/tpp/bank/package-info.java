/**
 * One bank as seen from here: registration, tokens, subscription, account calls.
 *
 * <p>Knows {@code shared} and its own tables.
 */
@NullMarked
package dev.tidings.tpp.bank;

import org.jspecify.annotations.NullMarked;
