package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.Alert;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.BusinessEvent.LargeTransaction;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.broker.BusinessEvent.SalaryArrived;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.jose.SigningKey;
import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.ResourceSubject;
import dev.tidings.securityevent.ResourceSubject.ResourceLink;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.securityevent.SetSigner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes the SET that tells one subscription of one event. Thread-safe. */
final class SetIssuer {

  private static final String API_VERSION = "v4.0";
  private static final String API_PATH = "/open-banking/v4.0/aisp/";

  private final String issuer;
  private final SetSigner signer;
  private final InstantSource clock;

  SetIssuer(String issuer, Supplier<SigningKey> keys, InstantSource clock) {
    this.issuer = issuer;
    this.signer = new SetSigner(keys, URI.create(issuer).getHost());
    this.clock = clock;
  }

  /**
   * The signed notification, or nothing when the subscription wants none of it.
   *
   * @param consentIds that entitle the TPP; at least one for a balance
   */
  Optional<Notification> issue(
      LoggedEvent logged, Subscription subscription, List<String> consentIds) {
    return switch (logged.event()) {
      case BalanceChanged changed -> {
        URI account = accountUri(changed.accountId());
        List<Event> events = balanceEvents(logged, changed, account, subscription);
        yield sign(logged, subscription, account, events)
            .map(set -> notification(logged, subscription, consentIds, set));
      }
      case Alert alert -> {
        URI account = accountUri(alert.accountId());
        List<Event> events = alertEvents(logged, alert, account, subscription);
        yield sign(logged, subscription, account, events)
            .map(set -> notification(logged, subscription, consentIds, set));
      }
      case ConsentRevoked revoked -> {
        URI consent =
            URI.create(issuer + API_PATH + "account-access-consents/" + revoked.consentId());
        List<Event> events = revocationEvents(revoked, consent, subscription);
        yield sign(logged, subscription, consent, events)
            .map(set ->
                new Notification(jti(logged, subscription), logged, subscription, null, set));
      }
    };
  }

  /** Whether any subscription could be told of it. */
  static boolean canTell(BusinessEvent event) {
    return switch (event) {
      case BalanceChanged _, Alert _, ConsentRevoked _ -> true;
    };
  }

  private Optional<String> sign(
      LoggedEvent logged, Subscription subscription, URI subject, List<Event> events) {
    if (events.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        signer.sign(
            new SecurityEvent(
                issuer,
                clock.instant(),
                jti(logged, subscription),
                subscription.clientId(),
                subject,
                logged.interactionId(),
                logged.occurredAt(),
                events)));
  }

  private static Notification notification(
      LoggedEvent logged, Subscription subscription, List<String> consentIds, String set) {
    return new Notification(jti(logged, subscription), logged, subscription, consentIds, set);
  }

  private static List<Event> balanceEvents(
      LoggedEvent logged, BalanceChanged changed, URI account, Subscription subscription) {
    ResourceSubject subject =
        new ResourceSubject(
            changed.accountId(),
            ResourceSubject.ACCOUNTS,
            List.of(
                new ResourceLink(API_VERSION, account + "/balances"),
                new ResourceLink(API_VERSION, account + "/transactions")));
    return Stream.of(
            wanted(subscription, EventType.RESOURCE_UPDATE, new Event.ResourceUpdate(subject)),
            wanted(
                subscription,
                EventType.BALANCE_CHANGE,
                new Event.BalanceChange(subject, changed.accountVersion(), logged.occurredAt())))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<Event> alertEvents(
      LoggedEvent logged, Alert alert, URI account, Subscription subscription) {
    long version = alert.accountVersion();
    Optional<Event> event =
        switch (alert) {
          case LowBalance _ ->
              wanted(
                  subscription,
                  EventType.LOW_BALANCE,
                  new Event.LowBalance(
                      about(alert, account + "/balances"), version, logged.occurredAt()));
          case LargeTransaction _ ->
              wanted(
                  subscription,
                  EventType.LARGE_TRANSACTION,
                  new Event.LargeTransaction(
                      about(alert, account + "/transactions"), version, logged.occurredAt()));
          case SalaryArrived _ ->
              wanted(
                  subscription,
                  EventType.SALARY_ARRIVED,
                  new Event.SalaryArrived(
                      about(alert, account + "/transactions"), version, logged.occurredAt()));
        };
    return event.stream().toList();
  }

  private static ResourceSubject about(Alert alert, String link) {
    return new ResourceSubject(
        alert.accountId(), ResourceSubject.ACCOUNTS, List.of(new ResourceLink(API_VERSION, link)));
  }

  private URI accountUri(String accountId) {
    return URI.create(issuer + API_PATH + "accounts/" + accountId);
  }

  private static List<Event> revocationEvents(
      ConsentRevoked revoked, URI consent, Subscription subscription) {
    ResourceSubject subject =
        new ResourceSubject(
            revoked.consentId(),
            ResourceSubject.ACCOUNT_ACCESS_CONSENT,
            List.of(new ResourceLink(API_VERSION, consent.toString())));
    return wanted(
            subscription,
            EventType.CONSENT_AUTHORIZATION_REVOKED,
            new Event.ConsentAuthorizationRevoked(
                subject, "the customer took the consent back at the bank"))
        .stream()
        .toList();
  }

  private static Optional<Event> wanted(Subscription subscription, EventType type, Event event) {
    return subscription.wants(type) ? Optional.of(event) : Optional.empty();
  }

  /** The same for an event and subscription, so that a crash before the commit makes no second. */
  private static String jti(LoggedEvent logged, Subscription subscription) {
    String name = logged.eventId() + " " + subscription.subscriptionId();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
