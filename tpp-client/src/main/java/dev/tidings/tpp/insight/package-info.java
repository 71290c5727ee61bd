/**
 * What the unified view means for a person: income, regular payments, insurance, headroom,
 * spending. Plain arithmetic over what the banks told; calls nobody.
 *
 * <p>May know {@code view}.
 */
@NullMarked
package dev.tidings.tpp.insight;

import org.jspecify.annotations.NullMarked;
