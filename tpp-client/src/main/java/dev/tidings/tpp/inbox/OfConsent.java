package dev.tidings.tpp.inbox;

import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.ResourceSubject;
import dev.tidings.securityevent.SecurityEvent;

/** Which consent an event is of. Source: OBIE R/W v4.0, Event Notification. */
final class OfConsent {

  private OfConsent() {}

  /** Whether it is of a consent as a whole. */
  static boolean is(Event event) {
    return event instanceof Event.ConsentAuthorizationRevoked
        || event instanceof Event.LinkedAccountUpdate;
  }

  /**
   * Whether it is this consent that is taken back. An event without a subject is about what its SET
   * is about, or the resource-update beside it.
   */
  static boolean revokes(
      SecurityEvent set, Event.ConsentAuthorizationRevoked revoked, String consentId) {
    ResourceSubject subject = revoked.subject();
    return subject == null
        ? isSub(set, consentId) || isUpdated(set, consentId)
        : consentId.equals(subject.resourceId());
  }

  /** Whether {@code sub} is the address of this consent. */
  static boolean isSub(SecurityEvent set, String consentId) {
    String path = set.subject().getPath(); // null of a URN
    return path != null && path.endsWith("/" + consentId);
  }

  private static boolean isUpdated(SecurityEvent set, String consentId) {
    return set.events().stream()
        .anyMatch(event ->
            event instanceof Event.ResourceUpdate update
                && !ResourceSubject.ACCOUNTS.equals(update.subject().resourceType())
                && consentId.equals(update.subject().resourceId()));
  }
}
