/**
 * The event log and its distribution to every interested processor, each at its own place.
 *
 * <p>Knows the database and nothing of what an event means.
 */
@NullMarked
package dev.tidings.bank.broker;

import org.jspecify.annotations.NullMarked;
