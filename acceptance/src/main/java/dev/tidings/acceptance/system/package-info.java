/**
 * The programs as processes, and clients of what they serve.
 *
 * <p>Knows the wire, not what is shown or measured.
 */
@NullMarked
package dev.tidings.acceptance.system;

import org.jspecify.annotations.NullMarked;
