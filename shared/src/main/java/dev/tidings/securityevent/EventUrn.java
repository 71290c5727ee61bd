package dev.tidings.securityevent;

/**
 * The URIs that name events inside a SET. Source: OBIE R/W v4.0, Event Notification, except where
 * the name is ours.
 */
public final class EventUrn {

  public static final String RESOURCE_UPDATE = "urn:uk:org:openbanking:events:resource-update";
  public static final String CONSENT_AUTHORIZATION_REVOKED =
      "urn:uk:org:openbanking:events:consent-authorization-revoked";
  public static final String LINKED_ACCOUNT_UPDATE =
      "urn:uk:org:openbanking:events:account-access-consent-linked-account-update";

  /** Ours: the UK standard has no event for a changed balance. */
  public static final String BALANCE_CHANGE = "urn:tidings:events:balance-change";

  /** Ours: a customer's booked balance fell below the customer's limit. */
  public static final String LOW_BALANCE = "urn:tidings:events:low-balance";

  /** Ours: a transaction reached the customer's limit. */
  public static final String LARGE_TRANSACTION = "urn:tidings:events:large-transaction";

  /** Ours: a salary was booked. */
  public static final String SALARY_ARRIVED = "urn:tidings:events:salary-arrived";

  /** Answers a receiver's question whether it can be reached. Source: OpenID SSF 1.0 §8.1.4. */
  public static final String VERIFICATION =
      "https://schemas.openid.net/secevent/ssf/event-type/verification";

  /** The transmitter has changed the status of a stream. Source: OpenID SSF 1.0 §8.1.5. */
  public static final String STREAM_UPDATED =
      "https://schemas.openid.net/secevent/ssf/event-type/stream-updated";

  private EventUrn() {}
}
