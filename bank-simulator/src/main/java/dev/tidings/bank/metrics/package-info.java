/**
 * What a monitoring system reads of the bank.
 *
 * <p>Knows the registry and the features' figures; no feature knows it.
 */
@NullMarked
package dev.tidings.bank.metrics;

import org.jspecify.annotations.NullMarked;
