package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent.Alert;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.BusinessEvent.LargeTransaction;
import dev.tidings.bank.broker.BusinessEvent.LinkedAccountClosed;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.broker.BusinessEvent.SalaryArrived;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.ResourceSubject;
import dev.tidings.securityevent.ResourceSubject.ResourceLink;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a SET says of an event: the events that a subscription wants, and what they are about. */
final class SetContents {

  private static final String API_VERSION = "v4.0";
  private static final String API_PATH = "/open-banking/v4.0/aisp/";

  private final String issuer;

  SetContents(String issuer) {
    this.issuer = issuer;
  }

  /**
   * The events that the subscription wants; none when it asks for other types.
   *
   * @param balances for an event that carries them
   */
  List<Event> events(
      LoggedEvent logged, Subscription subscription, Event.@Nullable Balances balances) {
    return switch (logged.event()) {
      case BalanceChanged changed ->
          balanceEvents(changed, logged.occurredAt(), subscription, balances);
      case Alert alert ->
          wanted(subscription, typeOf(alert), alertEvent(alert, logged.occurredAt())).toList();
      case ConsentRevoked revoked ->
          wanted(subscription, EventType.CONSENT_AUTHORIZATION_REVOKED, revocation(revoked))
              .toList();
      case LinkedAccountClosed closed ->
          wanted(subscription, EventType.LINKED_ACCOUNT_UPDATE, linkedAccount(closed)).toList();
    };
  }

  /** What the SET is about. */
  URI subject(LoggedEvent logged) {
    return switch (logged.event()) {
      case BalanceChanged changed -> accountUri(changed.accountId());
      case Alert alert -> accountUri(alert.accountId());
      case ConsentChanged consent -> consentUri(consent);
    };
  }

  private List<Event> balanceEvents(
      BalanceChanged changed,
      Instant occurredAt,
      Subscription subscription,
      Event.@Nullable Balances balances) {
    ResourceSubject subject = account(changed.accountId(), "/balances", "/transactions");
    return Stream.of(
            wanted(subscription, EventType.RESOURCE_UPDATE, new Event.ResourceUpdate(subject)),
            wanted(
                subscription,
                EventType.BALANCE_CHANGE,
                new Event.BalanceChange(subject, changed.accountVersion(), occurredAt, balances)))
        .flatMap(events -> events)
        .toList();
  }

  private Event alertEvent(Alert alert, Instant occurredAt) {
    long version = alert.accountVersion();
    return switch (alert) {
      case LowBalance low ->
          new Event.LowBalance(account(low.accountId(), "/balances"), version, occurredAt);
      case LargeTransaction large ->
          new Event.LargeTransaction(
              account(large.accountId(), "/transactions"), version, occurredAt);
      case SalaryArrived salary ->
          new Event.SalaryArrived(
              account(salary.accountId(), "/transactions"), version, occurredAt);
    };
  }

  private static EventType typeOf(Alert alert) {
    return switch (alert) {
      case LowBalance _ -> EventType.LOW_BALANCE;
      case LargeTransaction _ -> EventType.LARGE_TRANSACTION;
      case SalaryArrived _ -> EventType.SALARY_ARRIVED;
    };
  }

  /** Without a reason: it would have to be a code of the standard, and none is listed. */
  private Event revocation(ConsentRevoked revoked) {
    return new Event.ConsentAuthorizationRevoked(consent(revoked.consentId(), revoked), null);
  }

  /** The subject has the account's id and the consent's address, as the standard wants it. */
  private Event linkedAccount(LinkedAccountClosed closed) {
    return new Event.LinkedAccountUpdate(
        consent(closed.accountId(), closed), Event.LinkedAccountUpdate.ACCOUNT_CLOSURE);
  }

  private ResourceSubject consent(String id, ConsentChanged event) {
    return new ResourceSubject(
        id,
        ResourceSubject.ACCOUNT_ACCESS_CONSENT,
        List.of(new ResourceLink(API_VERSION, consentUri(event).toString())));
  }

  private ResourceSubject account(String accountId, String... below) {
    return new ResourceSubject(
        accountId,
        ResourceSubject.ACCOUNTS,
        Stream.of(below)
            .map(path -> new ResourceLink(API_VERSION, accountUri(accountId) + path))
            .toList());
  }

  private URI accountUri(String accountId) {
    return URI.create(issuer + API_PATH + "accounts/" + accountId);
  }

  private URI consentUri(ConsentChanged event) {
    return URI.create(issuer + API_PATH + "account-access-consents/" + event.consentId());
  }

  private static Stream<Event> wanted(Subscription subscription, EventType type, Event event) {
    return Optional.of(event).filter(_ -> subscription.wants(type)).stream();
  }
}
