/**
 * What makes it a simulator: personas and their history, activity, the control API.
 *
 * <p>May know every feature; no feature knows it.
 */
@NullMarked
package dev.tidings.bank.sandbox;

import org.jspecify.annotations.NullMarked;
