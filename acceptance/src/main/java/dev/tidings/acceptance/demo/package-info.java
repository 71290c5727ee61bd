/**
 * Two banks and an aggregator for people to look at, and the check that all of it holds.
 *
 * <p>May know {@code system}.
 */
@NullMarked
package dev.tidings.acceptance.demo;

import org.jspecify.annotations.NullMarked;
