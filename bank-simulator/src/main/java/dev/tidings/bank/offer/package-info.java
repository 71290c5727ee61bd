/**
 * What the bank offers to the holders of its accounts.
 *
 * <p>Knows accounts by their ids only.
 */
@NullMarked
package dev.tidings.bank.offer;

import org.jspecify.annotations.NullMarked;
