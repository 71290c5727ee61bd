package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.bank.notification.AttemptResult.Sign;
import dev.tidings.bank.notification.DeliveryAttempt.Outcome;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One attempt: look at the consent, send, write down what came of it. Thread-safe. */
final class AttemptDelivery {

  private final Database database;
  private final LookBeforeSending look;
  private final Push push;
  private final DeliveryPolicy policy;
  private final InstantSource clock;
  private final RandomGenerator random;

  AttemptDelivery(
      Database database,
      LookBeforeSending look,
      Push push,
      DeliveryPolicy policy,
      InstantSource clock,
      RandomGenerator random) {
    this.database = database;
    this.look = look;
    this.push = push;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
  }

  /**
   * @param revision of the subscription when the notification's lane was begun: what a later one
   *     has begun anew, in order, must not be overtaken by the former
   */
  AttemptResult attempt(String jti, long revision, Lease lease) {
    Optional<Checked> checked =
        database.read(handle ->
            NotificationTable.findPending(handle, jti, revision, lease)
                .filter(found -> found.callbackUrl() != null)
                .map(found -> new Checked(found, look.look(handle, found))));
    if (checked.isEmpty()) {
      return new AttemptResult.NotOurs();
    }
    Outgoing outgoing = checked.get().outgoing();
    String url = outgoing.callbackUrl();
    if (url == null) {
      return new AttemptResult.NotOurs();
    }
    return switch (checked.get().before()) {
      case BeforeSending.Withheld withheld -> withhold(outgoing, lease, withheld.reason());
      case BeforeSending.Ready ready -> send(outgoing, url, ready.signedSet(), lease);
    };
  }

  private AttemptResult send(Outgoing outgoing, String url, String signedSet, Lease lease) {
    Instant startedAt = clock.instant();
    long startedNs = System.nanoTime();
    PushOutcome pushed = push.push(outgoing, url, signedSet);
    Duration took = Duration.ofNanos(System.nanoTime() - startedNs);
    Sent sent = new Sent(outgoing, lease, startedAt, took, pushed);
    return switch (DeliveryRules.judge(pushed, clock.instant())) {
      case AfterPush.Done done ->
          settle(sent, NotificationStatus.DELIVERED, Outcome.DELIVERED, Sign.WELL, done.reason());
      case AfterPush.Rejected rejected ->
          settle(
              sent,
              NotificationStatus.UNDELIVERABLE,
              Outcome.UNDELIVERABLE,
              Sign.WELL,
              rejected.reason());
      case AfterPush.Gone gone -> disable(sent, gone.reason());
      case AfterPush.Retry retry -> failed(sent, retry);
    };
  }

  /** When to try again after a failure that left no trace in the table. */
  Instant retryAfterTrouble() {
    return clock.instant().plus(policy.backoff().after(1, random));
  }

  private AttemptResult withhold(Outgoing outgoing, Lease lease, String reason) {
    boolean ours =
        database.inTransaction(unit ->
            NotificationTable.settle(
                unit.handle(),
                outgoing,
                lease,
                NotificationStatus.WITHHELD,
                outgoing.attempts(),
                clock.instant(),
                reason));
    return ours
        ? new AttemptResult.Settled(NotificationStatus.WITHHELD, Sign.NONE)
        : new AttemptResult.NotOurs();
  }

  private AttemptResult failed(Sent sent, AfterPush.Retry retry) {
    Instant dueAt = nextDue(sent.outgoing());
    Instant notBefore = retry.notBefore();
    if (notBefore != null && notBefore.isAfter(dueAt)) {
      dueAt = notBefore;
    }
    Instant lastDue = sent.outgoing().roundAt().plus(policy.totalTimeMax());
    if (sent.outgoing().failures() + 1 >= policy.attemptsMax() || dueAt.isAfter(lastDue)) {
      return settle(
          sent,
          NotificationStatus.UNDELIVERABLE,
          Outcome.UNDELIVERABLE,
          Sign.FAILING,
          retry.reason());
    }
    return retryAt(sent, Outcome.RETRY, dueAt, retry.reason(), false)
        ? new AttemptResult.RetryAt(dueAt, retry.reason(), notBefore)
        : new AttemptResult.NotOurs();
  }

  private AttemptResult disable(Sent sent, String reason) {
    Instant dueAt = nextDue(sent.outgoing());
    return retryAt(sent, Outcome.DISABLED, dueAt, reason, true)
        ? new AttemptResult.Disabled(dueAt, reason)
        : new AttemptResult.NotOurs();
  }

  private Instant nextDue(Outgoing outgoing) {
    return clock.instant().plus(policy.backoff().after(outgoing.failures() + 1, random));
  }

  private boolean retryAt(
      Sent sent, Outcome outcome, Instant dueAt, String reason, boolean disables) {
    return database.inTransaction(unit -> {
      boolean ours =
          NotificationTable.retryAt(unit.handle(), sent.outgoing(), sent.lease(), dueAt, reason);
      if (ours) {
        sent.attempt(outcome).insert(unit.handle());
        if (disables) {
          Subscriptions.disable(
              unit.handle(), sent.outgoing().subscriptionId(), clock.instant(), reason);
        }
      }
      return ours;
    });
  }

  private AttemptResult settle(
      Sent sent, NotificationStatus status, Outcome outcome, Sign sign, String reason) {
    boolean ours =
        database.inTransaction(unit -> {
          boolean settled =
              NotificationTable.settle(
                  unit.handle(),
                  sent.outgoing(),
                  sent.lease(),
                  status,
                  sent.outgoing().attempts() + 1,
                  clock.instant(),
                  reason);
          if (settled) {
            sent.attempt(outcome).insert(unit.handle());
          }
          return settled;
        });
    return ours ? new AttemptResult.Settled(status, sign) : new AttemptResult.NotOurs();
  }

  private record Checked(Outgoing outgoing, BeforeSending before) {}

  private record Sent(
      Outgoing outgoing, Lease lease, Instant startedAt, Duration took, PushOutcome pushed) {

    DeliveryAttempt attempt(Outcome outcome) {
      return DeliveryAttempt.of(outgoing, startedAt, took, pushed, outcome);
    }
  }
}
