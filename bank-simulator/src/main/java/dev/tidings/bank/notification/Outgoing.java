package dev.tidings.bank.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pending notification as it is read for an attempt.
 *
 * @param consentIds null when no consent is needed
 * @param attempts made so far
 * @param callbackUrl null when the subscription has become poll only
 */
record Outgoing(
    String jti,
    String key,
    String clientId,
    String interactionId,
    @Nullable List<String> consentIds,
    String signedSet,
    int attempts,
    Instant createdAt,
    @Nullable String callbackUrl) {}
