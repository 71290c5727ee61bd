/**
 * What became of a change, from the ledger's entry to the calls a TPP made because of it.
 *
 * <p>Reads what the features have written down; decides and changes nothing.
 */
@NullMarked
package dev.tidings.bank.trace;

import org.jspecify.annotations.NullMarked;
