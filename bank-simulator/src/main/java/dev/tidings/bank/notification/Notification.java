package dev.tidings.bank.notification;

import dev.tidings.bank.broker.LoggedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SET for one subscription.
 *
 * @param jti the same however often the SET is made for this event and subscription
 * @param consentIds any one of which entitles the TPP to it; null when none is needed
 * @param signedSet compact JWS, the same bytes at every attempt; null when it is made at the first
 */
record Notification(
    String jti,
    LoggedEvent cause,
    Subscription subscription,
    @Nullable List<String> consentIds,
    @Nullable String signedSet) {

  Queued queued() {
    return new Queued(jti, cause.event().key(), cause.event().version(), cause.occurredAt());
  }
}
