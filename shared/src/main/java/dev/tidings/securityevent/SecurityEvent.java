package dev.tidings.securityevent;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * The claims of a Security Event Token. Source: RFC 8417 §2.2 and OBIE R/W v4.0, Event
 * Notification.
 *
 * @param issuer {@code iss}: the bank
 * @param issuedAt {@code iat}, to the second
 * @param jti unique for the issuer; the receiver's key against duplicates
 * @param audience {@code aud}: the TPP's client id at that bank
 * @param subject {@code sub}: URI of the resource
 * @param txn interaction id of the cause, else equal to {@code jti}
 * @param timeOfEvent {@code toe}, to the second
 * @param events at least one
 */
public record SecurityEvent(
    String issuer,
    Instant issuedAt,
    String jti,
    String audience,
    URI subject,
    String txn,
    Instant timeOfEvent,
    List<Event> events) {

  public SecurityEvent {
    events = List.copyOf(events);
  }
}
