package dev.tidings.bank.notification;

import dev.tidings.bank.broker.LoggedEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SET for one subscription.
 *
 * @param jti the same however often the SET is made for this event and subscription
 * @param consentIds any one of which entitles the TPP to it; null when none is needed
 * @param signedSet compact JWS, the same bytes at every attempt; null when it is made at the first
 * @param dueAt not to be attempted before
 * @param mergedInto the {@code jti} of a newer one that covers it; null when it is to be sent
 */
record Notification(
    String jti,
    LoggedEvent cause,
    Subscription subscription,
    @Nullable List<String> consentIds,
    @Nullable String signedSet,
    Instant dueAt,
    @Nullable String mergedInto) {

  /** Due at once. */
  Notification(
      String jti,
      LoggedEvent cause,
      Subscription subscription,
      @Nullable List<String> consentIds,
      @Nullable String signedSet) {
    this(jti, cause, subscription, consentIds, signedSet, cause.occurredAt(), null);
  }

  /** The same, not to be attempted before. */
  Notification due(Instant at) {
    return new Notification(jti, cause, subscription, consentIds, signedSet, at, null);
  }

  /** The same, not to be sent, since a newer one that waits covers it. */
  Notification merged(String newerJti) {
    return new Notification(jti, cause, subscription, consentIds, signedSet, dueAt, newerJti);
  }

  Queued queued() {
    return new Queued(jti, cause.event().key(), cause.event().version(), dueAt);
  }
}
