/**
 * The bank as a whole: reads its configuration, builds the graph with {@code new}, starts.
 *
 * <p>May know every package below; none of them knows it.
 */
@NullMarked
package dev.tidings.bank;

import org.jspecify.annotations.NullMarked;
