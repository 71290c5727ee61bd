/**
 * Event subscriptions, the mediator that decides who may know, delivery by signed push and by poll,
 * dead letters and replay.
 *
 * <p>May know the broker, consents and tokens; never reads the ledger.
 */
@NullMarked
package dev.tidings.bank.notification;

import org.jspecify.annotations.NullMarked;
