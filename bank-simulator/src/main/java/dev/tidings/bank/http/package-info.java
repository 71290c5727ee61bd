/**
 * How this bank speaks HTTP: errors in the standard's form, bearer tokens, limits.
 *
 * <p>Knows no feature.
 */
@NullMarked
package dev.tidings.bank.http;

import org.jspecify.annotations.NullMarked;
