package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Decides who may know of an event and queues a signed SET for each of them. Thread-safe. */
final class Mediator implements EventProcessor {

  static final String NAME = "notification";

  /** Consents remembered for one notification; any one of them entitles. */
  static final int CONSENTS_MAX = 50;

  private final Database database;
  private final Consents consents;
  private final SetIssuer setIssuer;
  private final InstantSource clock;
  private final Consumer<Notification> queued;

  /**
   * @param queued told of each notification after the commit; must be quick
   */
  Mediator(
      Database database,
      Consents consents,
      SetIssuer setIssuer,
      InstantSource clock,
      Consumer<Notification> queued) {
    this.database = database;
    this.consents = consents;
    this.setIssuer = setIssuer;
    this.clock = clock;
    this.queued = queued;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean interestedIn(BusinessEvent event) {
    return SetIssuer.canTell(event);
  }

  @Override
  public Work prepare(LoggedEvent logged) {
    List<Entitled> audience = database.read(handle -> audience(handle, logged.event()));
    List<Notification> notifications =
        audience.stream()
            .flatMap(entitled ->
                setIssuer.issue(logged, entitled.subscription(), entitled.consentIds()).stream())
            .toList();
    return unit -> write(unit, notifications);
  }

  private void write(UnitOfWork unit, List<Notification> notifications) {
    for (Notification notification : notifications) {
      NotificationTable.insert(unit.handle(), notification, clock.instant());
      unit.afterCommit(() -> queued.accept(notification));
    }
  }

  private List<Entitled> audience(Handle handle, BusinessEvent event) {
    Map<String, List<String>> consentIds = new LinkedHashMap<>();
    switch (event) {
      case BalanceChanged changed -> {
        for (Consent consent :
            consents.entitledToBalance(handle, changed.accountId(), clock.instant())) {
          List<String> ofClient =
              consentIds.computeIfAbsent(consent.clientId(), _ -> new ArrayList<>());
          if (ofClient.size() < CONSENTS_MAX) {
            ofClient.add(consent.consentId());
          }
        }
      }
      case ConsentRevoked revoked -> consentIds.put(revoked.clientId(), List.of());
    }
    return Subscriptions.ofClients(handle, consentIds.keySet()).stream()
        .map(subscription ->
            new Entitled(subscription, consentIds.getOrDefault(subscription.clientId(), List.of())))
        .toList();
  }

  private record Entitled(Subscription subscription, List<String> consentIds) {}
}
