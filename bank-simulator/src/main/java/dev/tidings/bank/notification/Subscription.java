package dev.tidings.bank.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TPP's wish to be told.
 *
 * @param callbackUrl null for poll only
 * @param version of the event notification API, such as {@code 4.0}
 * @param eventTypes null for all, also those yet to come
 */
record Subscription(
    String subscriptionId,
    String clientId,
    @Nullable String callbackUrl,
    String version,
    @Nullable List<EventType> eventTypes) {

  boolean wants(EventType type) {
    return eventTypes == null || eventTypes.contains(type);
  }
}
