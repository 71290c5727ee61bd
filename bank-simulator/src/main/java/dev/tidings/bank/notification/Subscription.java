package dev.tidings.bank.notification;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A TPP's wish to be told.
 *
 * @param callbackUrl null for poll only
 * @param version of the event notification API, such as {@code 4.0}
 * @param eventTypes null for all, also those yet to come
 * @param wishes counts the changes of what its SETs say
 */
record Subscription(
    String subscriptionId,
    String clientId,
    @Nullable String callbackUrl,
    String version,
    @Nullable List<EventType> eventTypes,
    Extension extension,
    long wishes) {

  /** As the standard has it, and new. */
  Subscription(
      String subscriptionId,
      String clientId,
      @Nullable String callbackUrl,
      String version,
      @Nullable List<EventType> eventTypes) {
    this(subscriptionId, clientId, callbackUrl, version, eventTypes, Extension.NONE, 0);
  }

  boolean wants(EventType type) {
    return eventTypes == null || eventTypes.contains(type);
  }

  /** Whether the SETs for both say the same. */
  boolean wishesAs(Subscription other) {
    return Objects.equals(eventTypes, other.eventTypes) && extension.equals(other.extension);
  }
}
