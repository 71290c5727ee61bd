package dev.tidings.bank.notification;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A TPP's wish to be told.
 *
 * @param callbackUrl null for poll only
 * @param version of the event notification API, such as {@code 4.0}
 * @param eventTypes null for all, also those yet to come
 * @param wishes counts the changes of what its SETs say
 * @param stream what only a stream of Shared Signals has; null for Open Banking's subscription
 */
record Subscription(
    String subscriptionId,
    String clientId,
    @Nullable String callbackUrl,
    String version,
    @Nullable List<EventType> eventTypes,
    Extension extension,
    long wishes,
    @Nullable Stream stream) {

  /** As the standard has it, and new. */
  Subscription(
      String subscriptionId,
      String clientId,
      @Nullable String callbackUrl,
      String version,
      @Nullable List<EventType> eventTypes) {
    this(subscriptionId, clientId, callbackUrl, version, eventTypes, Extension.NONE, 0, null);
  }

  boolean wants(EventType type) {
    return eventTypes == null || eventTypes.contains(type);
  }

  /** Whether the SETs for both say the same. */
  boolean wishesAs(Subscription other) {
    return Objects.equals(eventTypes, other.eventTypes)
        && extension.equals(other.extension)
        && removed().equals(other.removed());
  }

  private Set<String> removed() {
    return stream == null ? Set.of() : stream.removedAccountIds();
  }

  /** The same stream with other settings. */
  Subscription with(Stream changed) {
    return new Subscription(
        subscriptionId, clientId, callbackUrl, version, eventTypes, extension, wishes, changed);
  }

  /** The same, having changed what its SETs say if it differs in that from before. */
  Subscription since(Subscription before) {
    return new Subscription(
        subscriptionId,
        clientId,
        callbackUrl,
        version,
        eventTypes,
        extension,
        wishesAs(before) ? before.wishes : before.wishes + 1,
        stream);
  }
}
