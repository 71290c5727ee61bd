/**
 * Calls made, and the calls that polling would have made.
 *
 * <p>Knows nothing of what was called for.
 */
@NullMarked
package dev.tidings.tpp.meter;

import org.jspecify.annotations.NullMarked;
