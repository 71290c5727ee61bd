package dev.tidings.bank.broker;

import java.time.Instant;

/**
 * A business event as the log keeps it.
 *
 * @param eventId unique, also across banks
 * @param interactionId of the request that caused it, or of the act inside the bank
 */
public record LoggedEvent(
    String eventId, BusinessEvent event, String interactionId, Instant occurredAt) {}
