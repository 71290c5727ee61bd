package dev.tidings.bank.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pending notification as it is read for an attempt.
 *
 * @param consentIds null when no consent is needed
 * @param signedSet null when it is to be made now
 * @param attempts made so far
 * @param failures since {@code roundAt}, when the schedule of its attempts began
 * @param revision of its subscription; what is done for an earlier one may not overwrite a later
 * @param callbackUrl null when nothing is pushed: poll only, or disabled
 * @param stream null for Open Banking's encoding
 */
record Outgoing(
    String jti,
    String eventId,
    String subscriptionId,
    String key,
    String clientId,
    String interactionId,
    @Nullable List<String> consentIds,
    @Nullable String signedSet,
    int attempts,
    int failures,
    Instant roundAt,
    long revision,
    @Nullable String callbackUrl,
    @Nullable Stream stream) {}
