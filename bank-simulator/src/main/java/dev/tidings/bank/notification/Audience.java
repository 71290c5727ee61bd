package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.Alert;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.BusinessEvent.LinkedAccountClosed;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Decides for every TPP that an event could concern whether it may know, and says why. Thread-safe.
 */
final class Audience {

  /** Consents remembered for one notification; any one of them entitles. */
  static final int CONSENTS_MAX = 50;

  /** TPPs without any consent for the account that are told apart in the record. */
  static final int STRANGERS_MAX = 20;

  private final Consents consents;

  Audience(Consents consents) {
    this.consents = consents;
  }

  /**
   * One decision a TPP and subscription, {@link Judgement#TOLD} for those who may know and have
   * subscribed; which events they asked for is still to be looked at.
   */
  List<Decision> of(Connection connection, BusinessEvent event, Instant now) throws SQLException {
    return switch (event) {
      case BalanceChanged changed -> ofAccount(connection, changed.accountId(), event, now);
      case Alert alert -> ofAccount(connection, alert.accountId(), event, now);
      case ConsentChanged consent -> {
        String clientId = consent.clientId();
        List<Subscription> subscriptions = Subscriptions.ofClients(connection, List.of(clientId));
        yield each(
            subscriptions,
            new Decision(clientId, null, Judgement.TOLD, List.of(), status(consent)));
      }
    };
  }

  /** Of the consent with the event. */
  private static String status(ConsentChanged event) {
    return switch (event) {
      case ConsentRevoked _ -> "CANC";
      case LinkedAccountClosed _ -> "AUTH";
    };
  }

  private List<Decision> ofAccount(
      Connection connection, String accountId, BusinessEvent event, Instant now)
      throws SQLException {
    Map<String, List<Consent>> ofClients = new LinkedHashMap<>();
    consents
        .entitledToBalance(connection, accountId, now)
        .forEach(consent -> add(ofClients, consent));
    consents
        .notEntitledToBalance(connection, accountId, now)
        .forEach(consent -> add(ofClients, consent));
    Map<String, List<Subscription>> subscriptions =
        Subscriptions.ofClients(connection, List.copyOf(ofClients.keySet())).stream()
            .collect(Collectors.groupingBy(Subscription::clientId));
    List<Decision> decisions = new ArrayList<>();
    ofClients.forEach((clientId, ofClient) ->
        decisions.addAll(
            each(
                subscriptions.getOrDefault(clientId, List.of()),
                ofClient(clientId, ofClient, event, now))));
    for (Subscription stranger :
        Subscriptions.ofOthers(connection, ofClients.keySet(), STRANGERS_MAX)) {
      decisions.add(
          new Decision(stranger.clientId(), stranger, Judgement.NO_CONSENT, List.of(), null));
    }
    return decisions;
  }

  /** The decision about a TPP, for its subscription and its stream. */
  private static List<Decision> each(List<Subscription> subscriptions, Decision ofClient) {
    if (!subscriptions.isEmpty()) {
      return subscriptions.stream().map(ofClient::of).toList();
    }
    boolean mayKnow = ofClient.verdict() == Judgement.TOLD;
    return List.of(mayKnow ? ofClient.but(Judgement.NO_SUBSCRIPTION) : ofClient);
  }

  private static Decision ofClient(
      String clientId, List<Consent> consents, BusinessEvent event, Instant now) {
    Judgement nearest = Judgement.NO_CONSENT;
    String status = consents.getFirst().status().name();
    List<String> entitling = new ArrayList<>();
    for (Consent consent : consents) {
      Judgement verdict = Entitlement.judge(consent, event, now);
      if (verdict == Judgement.TOLD && entitling.size() < CONSENTS_MAX) {
        entitling.add(consent.consentId());
      }
      if (verdict.compareTo(nearest) > 0) {
        nearest = verdict;
        status = consent.status().name();
      }
    }
    return new Decision(clientId, null, nearest, List.copyOf(entitling), status);
  }

  private static void add(Map<String, List<Consent>> ofClients, Consent consent) {
    ofClients.computeIfAbsent(consent.clientId(), _ -> new ArrayList<>()).add(consent);
  }
}
