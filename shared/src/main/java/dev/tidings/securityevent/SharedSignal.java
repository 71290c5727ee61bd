package dev.tidings.securityevent;

import java.time.Instant;
import java.util.Map;

/**
 * The claims of a SET as Shared Signals has them: one event, and its subject beside it. Source:
 * OpenID Shared Signals Framework 1.0 §4.
 *
 * @param issuedAt {@code iat}, to the second
 * @param jti unique for the issuer; the receiver's key against duplicates
 * @param audience {@code aud}: the receiver
 * @param txn interaction id of the cause, else equal to {@code jti}
 * @param timeOfEvent {@code toe}, to the second
 * @param eventUrn URI that names the event
 * @param content of the event, as JSON
 */
public record SharedSignal(
    String issuer,
    Instant issuedAt,
    String jti,
    String audience,
    SubjectId subject,
    String txn,
    Instant timeOfEvent,
    String eventUrn,
    Map<String, Object> content) {

  /** What an event says here, where its subject stands beside it. */
  public static Map<String, Object> contentOf(Event event) {
    return switch (event) {
      case Event.BalanceChange change -> change(change.accountVersion(), change.occurredAt());
      case Event.Alert alert -> change(alert.accountVersion(), alert.occurredAt());
      case Event.ConsentAuthorizationRevoked revoked ->
          revoked.reason() == null ? Map.of() : Map.of("reason", revoked.reason());
      case Event.LinkedAccountUpdate update ->
          Map.of("account_id", update.subject().resourceId(), "reason", update.reason());
      case Event.ResourceUpdate _ -> Map.of();
      case Event.Other other -> other.content();
    };
  }

  private static Map<String, Object> change(long accountVersion, Instant occurredAt) {
    return Map.of("account_version", accountVersion, "occurred_at", occurredAt.toString());
  }
}
