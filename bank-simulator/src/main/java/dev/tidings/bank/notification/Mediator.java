package dev.tidings.bank.notification;

import static java.util.Objects.requireNonNull;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
  private final boolean onAllCores;

  /** Signs on all cores; as the other one. */
  Mediator(
      Database database,
      Consents consents,
      SetIssuer setIssuer,
      Duration mergeWindow,
      InstantSource clock,
      Consumer<Notification> queued,
      Runnable resumed,
      AttemptListener listener) {
    this(database, consents, setIssuer, mergeWindow, clock, queued, resumed, listener, true);
  }

  /**
   * @param mergeWindow for so long a changed balance waits for others; zero to merge nothing
   * @param queued told of each notification after the commit; must be quick
   * @param resumed told when there may be notifications that it was not told of; must be quick
   * @param listener told how long the making of each takes
   * @param onAllCores whether to sign on all of them, or on the caller's thread
   */
  Mediator(
      Database database,
      Consents consents,
      SetIssuer setIssuer,
      Duration mergeWindow,
      InstantSource clock,
      Consumer<Notification> queued,
      Runnable resumed,
      AttemptListener listener,
      boolean onAllCores) {
    this.database = database;
    this.audience = new Audience(consents);
    this.setIssuer = setIssuer;
    this.merge = new MergeChanges(mergeWindow);
    this.clock = clock;
    this.queued = queued;
    this.resumed = resumed;
    this.listener = listener;
    this.onAllCores = onAllCores;
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
        database.ask(connection -> audience.of(connection, logged.event(), clock.instant()));
    List<Decision> decisions =
        candidates.stream().map(candidate -> judged(logged, candidate)).toList();
    Stream<Decision> cores = // to sign takes longer than all else together
        onAllCores ? decisions.parallelStream() : decisions.stream();
    List<Notification> notifications =
        cores
            .filter(decision -> decision.verdict() == Judgement.TOLD)
            .map(decision -> issue(logged, decision))
            .toList();
    return unit -> write(unit, logged, decisions, notifications);
  }

  private Decision judged(LoggedEvent logged, Decision candidate) {
    Subscription subscription = candidate.subscription();
    return candidate.verdict() == Judgement.TOLD && subscription != null
        ? candidate.but(setIssuer.judge(logged, subscription))
        : candidate;
  }

  private Notification issue(LoggedEvent logged, Decision decision) {
    long begunNs = System.nanoTime();
    Notification issued =
        setIssuer.issue(logged, requireNonNull(decision.subscription()), decision.consentIds());
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
    List<Notification> merged =
        notifications.stream()
            .map(issued -> merge.merged(unit.handle(), issued, clock.instant()))
            .toList();
    NotificationTable.insert(unit.handle(), merged, clock.instant());
    unit.afterCommit(() -> merged.stream().filter(one -> one.mergedInto() == null).forEach(queued));
  }
}
