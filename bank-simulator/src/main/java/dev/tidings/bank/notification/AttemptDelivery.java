package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.persistence.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One attempt: look at the consent, send, write down what came of it. Thread-safe. */
final class AttemptDelivery {

  private final Database database;
  private final Entitlement entitlement;
  private final PushClient push;
  private final DeliveryPolicy policy;
  private final InstantSource clock;
  private final RandomGenerator random;

  AttemptDelivery(
      Database database,
      Entitlement entitlement,
      PushClient push,
      DeliveryPolicy policy,
      InstantSource clock,
      RandomGenerator random) {
    this.database = database;
    this.entitlement = entitlement;
    this.push = push;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
  }

  AttemptResult attempt(String jti, Lease lease) {
    Optional<Checked> checked =
        database.read(handle ->
            NotificationTable.findPending(handle, jti, lease)
                .map(found ->
                    new Checked(found, entitlement.holds(handle, found, clock.instant()))));
    if (checked.isEmpty()) {
      return new AttemptResult.NotOurs();
    }
    Outgoing outgoing = checked.get().outgoing();
    String url = outgoing.callbackUrl();
    if (url == null) {
      return new AttemptResult.NotOurs();
    }
    if (!checked.get().entitled()) {
      return settle(
          outgoing,
          lease,
          NotificationStatus.WITHHELD,
          outgoing.attempts(),
          Entitlement.WITHHELD_REASON);
    }
    return switch (push.push(url, outgoing.signedSet(), outgoing.interactionId())) {
      case PushOutcome.Accepted accepted ->
          settle(
              outgoing,
              lease,
              NotificationStatus.DELIVERED,
              outgoing.attempts() + 1,
              "answered " + accepted.status());
      case PushOutcome.Refused refused ->
          failed(outgoing, lease, "answered " + refused.status() + " " + refused.answer());
      case PushOutcome.NoAnswer noAnswer -> failed(outgoing, lease, noAnswer.why());
    };
  }

  /** When to try again after a failure that left no trace in the table. */
  Instant retryAfterTrouble() {
    return clock.instant().plus(policy.backoff().after(1, random));
  }

  private AttemptResult failed(Outgoing outgoing, Lease lease, String reason) {
    int attempts = outgoing.attempts() + 1;
    Instant dueAt = clock.instant().plus(policy.backoff().after(attempts, random));
    Instant lastDue = outgoing.createdAt().plus(policy.totalTimeMax());
    if (attempts >= policy.attemptsMax() || dueAt.isAfter(lastDue)) {
      return settle(outgoing, lease, NotificationStatus.UNDELIVERABLE, attempts, reason);
    }
    boolean ours =
        database.inTransaction(
            unit -> NotificationTable.retryAt(unit.handle(), outgoing, lease, dueAt, reason));
    return ours ? new AttemptResult.RetryAt(dueAt, reason) : new AttemptResult.NotOurs();
  }

  private AttemptResult settle(
      Outgoing outgoing, Lease lease, NotificationStatus status, int attempts, String reason) {
    boolean ours =
        database.inTransaction(unit ->
            NotificationTable.settle(
                unit.handle(), outgoing, lease, status, attempts, clock.instant(), reason));
    return ours ? new AttemptResult.Settled(status) : new AttemptResult.NotOurs();
  }

  private record Checked(Outgoing outgoing, boolean entitled) {}
}
