/** A bank to test against, a clock that is set, and waiting without sleeping. */
@NullMarked
package dev.tidings.tpp.support;

import org.jspecify.annotations.NullMarked;
