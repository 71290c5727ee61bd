/** Insights of lives whose truth is known. */
@NullMarked
package dev.tidings.tpp.insight;

import org.jspecify.annotations.NullMarked;
