/**
 * What needs the whole system: the demo and its check, the token for {@code curl}, the benchmarks.
 *
 * <p>Runs the programs as processes and talks to them as anybody would; links none of their code.
 */
@NullMarked
package dev.tidings.acceptance;

import org.jspecify.annotations.NullMarked;
