package dev.tidings.securityevent;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of a SET: what happened. */
public sealed interface Event {

  /** The URI that names the event. */
  String urn();

  /** A resource changed. Source: OBIE R/W v4.0, resource-update. */
  record ResourceUpdate(ResourceSubject subject) implements Event {

    @Override
    public String urn() {
      return EventUrn.RESOURCE_UPDATE;
    }
  }

  /**
   * The balance of an account changed. Ours, not the standard's.
   *
   * @param accountVersion counts the account's changes, so that a receiver can see a gap
   * @param occurredAt when it changed, to the millisecond ({@code toe} has only seconds)
   * @param balances what the account holds, if the subscription asks for content; else null
   */
  record BalanceChange(
      ResourceSubject subject, long accountVersion, Instant occurredAt, @Nullable Balances balances)
      implements Event {

    public BalanceChange(ResourceSubject subject, long accountVersion, Instant occurredAt) {
      this(subject, accountVersion, occurredAt, null);
    }

    @Override
    public String urn() {
      return EventUrn.BALANCE_CHANGE;
    }
  }

  /**
   * An account's balances at the moment of sending, which may be later than the change.
   *
   * @param accountVersion the account's version with these balances
   * @param data {@code Data} of the balances API's answer, as JSON
   */
  record Balances(long accountVersion, Map<String, Object> data) {}

  /**
   * The customer took a consent back at the bank. Source: OBIE R/W v4.0,
   * consent-authorization-revoked.
   *
   * @param subject the consent; null when {@code sub} or a resource-update beside it names it
   * @param reason a code of OBExternalEventConsentAuthorizationRevokedReason1Code, of which the
   *     standard lists none; null when it is left out
   */
  record ConsentAuthorizationRevoked(@Nullable ResourceSubject subject, @Nullable String reason)
      implements Event {

    @Override
    public String urn() {
      return EventUrn.CONSENT_AUTHORIZATION_REVOKED;
    }
  }

  /**
   * An account is no longer in a consent. Source: OBIE R/W v4.0,
   * account-access-consent-linked-account-update.
   *
   * @param subject {@code rid} is the AccountId, {@code rlk} the consent, which {@code sub} names
   *     too
   * @param reason a code of OBExternalEventAccountAccessConsentLinkedAccountUpdateReason1Code
   */
  record LinkedAccountUpdate(ResourceSubject subject, String reason) implements Event {

    public static final String ACCOUNT_CLOSURE = "UK.OBIE.AccountClosure";

    /** By the Current Account Switch Service. */
    public static final String SWITCHED = "UK.OBIE.CASS";

    @Override
    public String urn() {
      return EventUrn.LINKED_ACCOUNT_UPDATE;
    }
  }

  /**
   * Something on an account is worth a customer's attention, by a limit that the customer set at
   * the bank. Ours, not the standard's. Notification only: what happened is read at the API.
   */
  sealed interface Alert extends Event {

    /** The account. */
    ResourceSubject subject();

    /** The account's version with the change that caused it. */
    long accountVersion();

    /** When the alert was raised, to the millisecond. */
    Instant occurredAt();
  }

  /** The booked balance fell below the limit. */
  record LowBalance(ResourceSubject subject, long accountVersion, Instant occurredAt)
      implements Alert {

    @Override
    public String urn() {
      return EventUrn.LOW_BALANCE;
    }
  }

  /** A transaction reached the limit, either way. */
  record LargeTransaction(ResourceSubject subject, long accountVersion, Instant occurredAt)
      implements Alert {

    @Override
    public String urn() {
      return EventUrn.LARGE_TRANSACTION;
    }
  }

  /** A salary was booked. */
  record SalaryArrived(ResourceSubject subject, long accountVersion, Instant occurredAt)
      implements Alert {

    @Override
    public String urn() {
      return EventUrn.SALARY_ARRIVED;
    }
  }

  /** An event that this version cannot interpret; kept as it came. */
  record Other(String urn, Map<String, Object> content) implements Event {}
}
