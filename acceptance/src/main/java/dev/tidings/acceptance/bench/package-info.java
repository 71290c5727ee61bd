/**
 * Measurements, each beside a reference in the same run.
 *
 * <p>May know {@code system}.
 */
@NullMarked
package dev.tidings.acceptance.bench;

import org.jspecify.annotations.NullMarked;
