package dev.tidings.securityevent;

import java.util.List;

/**
 * What an event is about. Source: OBIE R/W v4.0, Event Notification, OBEventSubject1.
 *
 * @param resourceId {@code rid}, such as an AccountId
 * @param resourceType {@code rty}, such as {@code accounts}
 * @param links {@code rlk}: where the resource can be read, at least one
 */
public record ResourceSubject(String resourceId, String resourceType, List<ResourceLink> links) {

  /** {@code rty} of an account. */
  public static final String ACCOUNTS = "accounts";

  /** {@code rty} of an account access consent. */
  public static final String ACCOUNT_ACCESS_CONSENT = "account-access-consent";

  public ResourceSubject {
    links = List.copyOf(links);
  }

  /**
   * One address of the resource.
   *
   * @param version API version, such as {@code v4.0}
   * @param link absolute URI
   */
  public record ResourceLink(String version, String link) {}
}
