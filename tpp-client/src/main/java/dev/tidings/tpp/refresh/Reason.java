package dev.tidings.tpp.refresh;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event because of which an account is to be read.
 *
 * @param eventId its {@code jti}
 * @param occurredAt when it happened at the bank; null when it does not tell
 */
public record Reason(String eventId, Instant receivedAt, @Nullable Instant occurredAt) {}
