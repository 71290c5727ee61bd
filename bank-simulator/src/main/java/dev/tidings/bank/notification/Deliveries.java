package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.bank.broker.Leases;
import dev.tidings.persistence.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to the subscriptions that this node owns by lease. Each has its lane; attempts run on
 * virtual threads, as many as the policy allows. Thread-safe.
 */
final class Deliveries implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

  private final Database database;
  private final Leases leases;
  private final AttemptDelivery attempts;
  private final DeliveryPolicy policy;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final AttemptListener listener;
  private final Map<String, Owned> owned = new ConcurrentHashMap<>();
  private final AttemptThreads threads;
  private final SettleAttempts settle;
  private final LoadLane load;
  private final Semaphore inFlight;
  private Instant renewAt = Instant.MIN;

  Deliveries(
      Database database,
      Leases leases,
      AttemptDelivery attempts,
      DeliveryPolicy policy,
      InstantSource clock,
      RandomGenerator random,
      AttemptListener listener) {
    this(
        database,
        leases,
        attempts,
        policy,
        clock,
        random,
        listener,
        new AttemptThreads(policy.callTimeout()));
  }

  /**
   * @param threads run one attempt each
   */
  Deliveries(
      Database database,
      Leases leases,
      AttemptDelivery attempts,
      DeliveryPolicy policy,
      InstantSource clock,
      RandomGenerator random,
      AttemptListener listener,
      AttemptThreads threads) {
    this.database = database;
    this.leases = leases;
    this.attempts = attempts;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
    this.listener = listener;
    this.threads = threads;
    this.settle = new SettleAttempts(database, threads, attempts::retryAfterTrouble);
    this.load = new LoadLane(database, clock);
    this.inFlight = new Semaphore(policy.inFlightTotalMax());
  }

  /** Takes over what nobody owns, renews what is ours, lets go of what is no longer wanted. */
  synchronized void own() {
    Map<String, Pushed> wanted =
        database.read(Subscriptions::pushed).stream()
            .collect(Collectors.toMap(Pushed::subscriptionId, pushed -> pushed));
    Instant now = clock.instant();
    boolean renew = !now.isBefore(renewAt);
    for (Owned mine : List.copyOf(owned.values())) {
      Pushed pushed = wanted.get(mine.subscriptionId());
      if (pushed == null
          || pushed.revision() != mine.pushed().revision()
          || mine.lane().isClosed()) {
        letGo(mine);
        leases.release(mine.lease());
      } else if (renew && !leases.renew(mine.lease())) {
        letGo(mine);
      }
    }
    if (renew) {
      renewAt = now.plus(Leases.RENEWAL_INTERVAL);
      owned.values().forEach(mine -> mine.lane().lookAgain());
    }
    wanted.values().stream()
        .filter(pushed -> !owned.containsKey(pushed.subscriptionId()))
        .forEach(this::takeOver);
  }

  private void letGo(Owned mine) {
    mine.lane().close();
    owned.remove(mine.subscriptionId(), mine);
  }

  private void takeOver(Pushed pushed) {
    leases
        .acquire(Subscriptions.leaseName(pushed.subscriptionId()))
        .ifPresent(lease ->
            owned.put(
                pushed.subscriptionId(),
                new Owned(
                    pushed, lease, new Lane(), new Breaker(policy, random, pushed.breaker()))));
  }

  /** Starts every attempt that is due now; returns how many. */
  int deliverDue() {
    return owned.values().stream().mapToInt(this::loadAndStart).sum();
  }

  /** A notification was committed. */
  void queued(Notification notification) {
    Owned mine = owned.get(notification.subscription().subscriptionId());
    if (mine != null) {
      mine.lane().offer(notification.queued(), clock.instant());
      start(mine);
      if (mine.lane().wantsLoading()) {
        threads.execute(() -> loadAndStart(mine));
      }
    }
  }

  /** The table has something that nobody told of. */
  void lookAgain(String subscriptionId) {
    Owned mine = owned.get(subscriptionId);
    if (mine != null) {
      mine.lane().lookAgain();
    }
  }

  /** The table may have something of any subscription that nobody told of. */
  void lookAgain() {
    owned.values().forEach(mine -> mine.lane().lookAgain());
  }

  /** Ends the attempts under way and gives the leases back. */
  @Override
  public void close() {
    threads.close();
    owned.values().forEach(mine -> leases.release(mine.lease()));
    owned.clear();
  }

  private int start(Owned mine) {
    List<Queued> taken = take(mine, clock.instant());
    for (Queued queued : taken) {
      threads.execute(() -> attempt(mine, queued));
    }
    return taken.size();
  }

  private static List<Queued> take(Owned mine, Instant now) {
    synchronized (mine.lane()) {
      if (!mine.breaker().isOpen()) {
        return mine.lane().take(now, mine.breaker().cap(now));
      }
      return mine.breaker().mayProbe(now) ? mine.lane().takeProbe(now) : List.of();
    }
  }

  private void attempt(Owned mine, Queued queued) {
    inFlight.acquireUninterruptibly();
    Attempt attempt;
    try {
      attempt = attempts.attempt(queued.jti(), mine.pushed().revision(), mine.lease());
    } catch (RuntimeException e) {
      log.error("an attempt at {} failed in the bank itself", queued.jti(), e);
      ended(mine, queued, new AttemptResult.Trouble(attempts.retryAfterTrouble()));
      return;
    } catch (Error e) {
      log.error("an attempt at {} failed in the bank itself", queued.jti(), e);
      Instant retryAt = attempts.retryAfterTrouble();
      threads.execute(() -> ended(mine, queued, new AttemptResult.Trouble(retryAt)));
      throw e;
    } finally {
      inFlight.release();
    }
    switch (attempt) {
      case Attempt.NotMade none -> ended(mine, queued, none.result());
      case Attempt.Made made -> settle(mine, queued, made.completion());
    }
  }

  /** While it is written down that one was delivered, others may start. */
  private void settle(Owned mine, Queued queued, Completion completion) {
    boolean accepted = completion.delivers();
    if (accepted) {
      mine.lane().accepted(queued, clock.instant());
    }
    settle.settle(completion, result -> ended(mine, queued, result));
    if (accepted) {
      start(mine);
    }
  }

  private void ended(Owned mine, Queued queued, AttemptResult result) {
    Breaker.Change change;
    Breaker.State state;
    synchronized (mine.lane()) {
      change = takeIn(mine, queued, result, clock.instant());
      state = mine.breaker().state();
    }
    if (change == Breaker.Change.NONE) {
      goOn(mine, queued, result);
      return;
    }
    Runnable rest =
        () -> {
          writeDown(mine, change, state);
          goOn(mine, queued, result);
        };
    if (!threads.execute(rest)) {
      rest.run();
    }
  }

  private static Breaker.Change takeIn(
      Owned mine, Queued queued, AttemptResult result, Instant now) {
    Breaker.Change change = mine.breaker().record(result, now);
    switch (result) {
      case AttemptResult.Settled _, AttemptResult.NotOurs _ -> mine.lane().done(queued, now);
      case AttemptResult.RetryAt retry -> mine.lane().retry(queued, retry.dueAt(), now);
      case AttemptResult.Trouble trouble -> mine.lane().retry(queued, trouble.dueAt(), now);
      case AttemptResult.Disabled _, AttemptResult.Disowned _ -> mine.lane().close();
    }
    if (change == Breaker.Change.CLOSED) {
      mine.lane().releaseHeld();
    }
    return change;
  }

  private void goOn(Owned mine, Queued queued, AttemptResult result) {
    listener.attempted(mine.subscriptionId(), queued, result);
    if (mine.lane().wantsLoading()) {
      threads.execute(() -> loadAndStart(mine));
    } else {
      start(mine);
    }
  }

  private void writeDown(Owned mine, Breaker.Change change, Breaker.State state) {
    String id = mine.subscriptionId();
    if (change == Breaker.Change.PROBE_FAILED) {
      log.debug("endpoint of subscription {}: {}", id, change);
    } else {
      log.info("endpoint of subscription {}: {}", id, change);
    }
    try {
      database.useTransaction(unit -> {
        if (!Subscriptions.saveBreaker(unit.handle(), mine.pushed(), state, mine.lease())) {
          return;
        }
        if (change == Breaker.Change.CLOSED) {
          NotificationTable.makeDue(unit.handle(), id, clock.instant());
        } else if (change == Breaker.Change.UNRESPONSIVE) {
          String reason = "no success since " + state.failingSince();
          long revision = mine.pushed().revision();
          Subscriptions.disable(unit.handle(), id, revision, clock.instant(), reason);
        }
      });
      if (change == Breaker.Change.UNRESPONSIVE) {
        mine.lane().close();
      }
    } catch (RuntimeException e) {
      log.error("the breaker of subscription {} could not be written down", id, e);
    }
  }

  private int loadAndStart(Owned mine) {
    load.load(mine.subscriptionId(), mine.lane());
    int started = start(mine);
    if (mine.lane().wantsLoading()) { // of what ended meanwhile nobody else will think
      threads.execute(() -> loadAndStart(mine));
    }
    return started;
  }

  private record Owned(Pushed pushed, Lease lease, Lane lane, Breaker breaker) {

    String subscriptionId() {
      return pushed.subscriptionId();
    }
  }
}
