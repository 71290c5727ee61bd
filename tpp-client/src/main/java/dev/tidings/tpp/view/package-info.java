/**
 * The unified view over all banks, and what is computed from it.
 *
 * <p>Reads and writes the view's tables; calls no bank.
 */
@NullMarked
package dev.tidings.tpp.view;

import org.jspecify.annotations.NullMarked;
