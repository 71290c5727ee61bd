package dev.tidings.tpp.bank;

import java.net.URI;

/**
 * A bank that has registered us.
 *
 * @param bankId short and stable, such as {@code localhost-8081}
 * @param clientId what the bank calls us
 */
public record Bank(String bankId, String issuer, BankMetadata metadata, String clientId) {

  private static final String ACCOUNT_INFORMATION = "/open-banking/v4.0/aisp";
  private static final String EVENTS = "/open-banking/v4.0/events";
  private static final String EVENT_SUBSCRIPTIONS = "/open-banking/v4.0/event-subscriptions";

  /** The id of the bank at this address: host and port. */
  public static String idOf(URI issuer) {
    return issuer.getPort() == -1 ? issuer.getHost() : issuer.getHost() + "-" + issuer.getPort();
  }

  /** Base of the account information API. */
  String accountInformation() {
    return issuer + ACCOUNT_INFORMATION;
  }

  String eventPolling() {
    return issuer + EVENTS;
  }

  String eventSubscriptions() {
    return issuer + EVENT_SUBSCRIPTIONS;
  }
}
