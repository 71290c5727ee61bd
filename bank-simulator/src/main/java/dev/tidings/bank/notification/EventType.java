package dev.tidings.bank.notification;

import dev.tidings.securityevent.EventUrn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a TPP can subscribe to, and the event in a SET that it stands for. */
enum EventType {
  RESOURCE_UPDATE("UK.OBIE.Resource-Update", EventUrn.RESOURCE_UPDATE),
  CONSENT_AUTHORIZATION_REVOKED(
      "UK.OBIE.Consent-Authorization-Revoked", EventUrn.CONSENT_AUTHORIZATION_REVOKED),
  LINKED_ACCOUNT_UPDATE(
      "UK.OBIE.Account-Access-Consent-Linked-Account-Update", EventUrn.LINKED_ACCOUNT_UPDATE),
  /** Ours, not the standard's. */
  BALANCE_CHANGE("Tidings.Balance-Change", EventUrn.BALANCE_CHANGE),
  /** Ours. */
  LOW_BALANCE("Tidings.Low-Balance", EventUrn.LOW_BALANCE),
  /** Ours. */
  LARGE_TRANSACTION("Tidings.Large-Transaction", EventUrn.LARGE_TRANSACTION),
  /** Ours. */
  SALARY_ARRIVED("Tidings.Salary-Arrived", EventUrn.SALARY_ARRIVED);

  /**
   * What a stream of Shared Signals has: one event a SET, so of a changed balance only ours, which
   * says more.
   */
  static final List<EventType> SIGNALS =
      Arrays.stream(values()).filter(type -> type != RESOURCE_UPDATE).toList();

  private final String code;
  private final String urn;

  EventType(String code, String urn) {
    this.code = code;
    this.urn = urn;
  }

  /** The name in a subscription. */
  String code() {
    return code;
  }

  /** The name in a SET. */
  String urn() {
    return urn;
  }

  static Optional<EventType> find(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }

  /** By its name in a SET, as far as Shared Signals has it. */
  static Optional<EventType> findSignal(String urn) {
    return SIGNALS.stream().filter(type -> type.urn.equals(urn)).findFirst();
  }
}
