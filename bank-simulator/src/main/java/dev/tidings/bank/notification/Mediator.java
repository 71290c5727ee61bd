package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides who may know of an event, queues a signed SET for each of them, and keeps the decisions.
 * Thread-safe.
 */
final class Mediator implements EventProcessor {

  static final String NAME = "notification";

  private final Database database;
  private final Audience audience;
  private final SetIssuer setIssuer;
  private final MergeChanges merge;
  private final InstantSource clock;
  private final Consumer<Notification> queued;
  private final Runnable resumed;
  private final AttemptListener listener;

  /**
   * @param mergeWindow for so long a changed balance waits for others; zero to merge nothing
   * @param queued told of each notification after the commit; must be quick
   * @param resumed told when there may be notifications that it was not told of; must be quick
   * @param listener told how long the making of each takes
   */
  Mediator(
      Database database,
      Consents consents,
      SetIssuer setIssuer,
      Duration mergeWindow,
      InstantSource clock,
      Consumer<Notification> queued,
      Runnable resumed,
      AttemptListener listener) {
    this.database = database;
    this.audience = new Audience(consents);
    this.setIssuer = setIssuer;
    this.merge = new MergeChanges(mergeWindow);
    this.clock = clock;
    this.queued = queued;
    this.resumed = resumed;
    this.listener = listener;
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
  public void resumed() {
    resumed.run();
  }

  @Override
  public Work prepare(LoggedEvent logged) {
    List<Decision> candidates =
        database.read(handle -> audience.of(handle, logged.event(), clock.instant()));
    List<Decision> decisions = new ArrayList<>();
    List<Notification> notifications = new ArrayList<>();
    for (Decision decision : candidates) {
      Subscription subscription = decision.subscription();
      if (decision.verdict() != Judgement.TOLD || subscription == null) {
        decisions.add(decision);
        continue;
      }
      Judgement judgement = setIssuer.judge(logged, subscription);
      decisions.add(decision.but(judgement));
      if (judgement == Judgement.TOLD) {
        notifications.add(issue(logged, subscription, decision.consentIds()));
      }
    }
    return unit -> write(unit, logged, decisions, notifications);
  }

  private Notification issue(
      LoggedEvent logged, Subscription subscription, List<String> consentIds) {
    long begunNs = System.nanoTime();
    Notification issued = setIssuer.issue(logged, subscription, consentIds);
    if (issued.signedSet() != null) {
      listener.signed(Duration.ofNanos(System.nanoTime() - begunNs));
    }
    return issued;
  }

  private void write(
      UnitOfWork unit,
      LoggedEvent logged,
      List<Decision> decisions,
      List<Notification> notifications) {
    DecisionTable.insert(unit.handle(), logged.eventId(), decisions, clock.instant());
    for (Notification issued : notifications) {
      Notification notification = merge.merged(unit.handle(), issued, clock.instant());
      NotificationTable.insert(unit.handle(), notification, clock.instant());
      unit.afterCommit(() -> queued.accept(notification));
    }
  }
}
