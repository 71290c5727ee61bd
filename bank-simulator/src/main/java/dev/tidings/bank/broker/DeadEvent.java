package dev.tidings.bank.broker;

import java.time.Instant;

/**
 * An event that a processor has given up.
 *
 * @param type such as {@code balance-changed}
 * @param attempts how often the processor has failed on it
 * @param error what the last failure said, at most {@link ProcessorRun#ERROR_LENGTH_MAX} characters
 */
public record DeadEvent(
    String processor,
    String eventId,
    String type,
    String key,
    long version,
    Instant occurredAt,
    int attempts,
    String error,
    Instant givenUpAt) {}
