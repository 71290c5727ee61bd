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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt: look at the consent, send, judge the answer. What came of it is still to be written
 * down. Thread-safe.
 */
final class AttemptDelivery {

  private static final Logger log = LoggerFactory.getLogger(AttemptDelivery.class);

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
   * What came of it; nothing is done if it is no longer pending, or not ours to attempt.
   *
   * @param revision of the subscription when the notification's lane was begun: what a later one
   *     has begun anew, in order, must not be overtaken by the former
   */
  Attempt attempt(String jti, long revision, Lease lease) {
    Optional<Outgoing> pending =
        database.ask(connection -> NotificationTable.findPending(connection, jti, revision, lease));
    Outgoing outgoing = pending.orElse(null);
    if (outgoing == null) {
      return new Attempt.NotMade(new AttemptResult.NotOurs());
    }
    String url = outgoing.callbackUrl();
    if (url == null) {
      return new Attempt.NotMade(new AttemptResult.Disowned());
    }
    try {
      return new Attempt.Made(lookAndSend(outgoing, url, lease));
    } catch (RuntimeException e) {
      log.error("an attempt at {} failed in the bank itself", jti, e);
      return new Attempt.Made(troubled(outgoing, lease, e));
    }
  }

  /** When to try again after a failure that left no trace in the table. */
  Instant retryAfterTrouble() {
    return clock.instant().plus(policy.backoff().after(1, random));
  }

  private Completion lookAndSend(Outgoing outgoing, String url, Lease lease) {
    return switch (look.look(outgoing)) {
      case BeforeSending.Withheld withheld ->
          new Completion(
              outgoing,
              lease,
              clock.instant(),
              null,
              withheld.reason(),
              new AttemptResult.Settled(NotificationStatus.WITHHELD, Sign.NONE));
      case BeforeSending.Ready ready -> send(outgoing, url, ready.signedSet(), lease);
    };
  }

  /** It is counted, so that what can never be made has its end too. */
  private Completion troubled(Outgoing outgoing, Lease lease, RuntimeException trouble) {
    Instant dueAt = nextDue(outgoing);
    AttemptResult result =
        policy.isTheLast(outgoing, dueAt)
            ? new AttemptResult.Settled(NotificationStatus.UNDELIVERABLE, Sign.NONE)
            : new AttemptResult.Trouble(dueAt);
    return new Completion(outgoing, lease, clock.instant(), null, reasonOf(trouble), result);
  }

  /** What is kept of a failure of the bank itself. */
  static String reasonOf(RuntimeException trouble) {
    return "the bank itself failed: " + trouble;
  }

  private Completion send(Outgoing outgoing, String url, String signedSet, Lease lease) {
    Instant startedAt = clock.instant();
    long startedNs = System.nanoTime();
    PushOutcome pushed = push.push(outgoing, url, signedSet);
    Duration took = Duration.ofNanos(System.nanoTime() - startedNs);
    Sent sent = new Sent(outgoing, lease, startedAt, took, pushed, clock.instant());
    return switch (DeliveryRules.judge(pushed, sent.endedAt())) {
      case AfterPush.Done done ->
          sent.settled(NotificationStatus.DELIVERED, Outcome.DELIVERED, Sign.WELL, done.reason());
      case AfterPush.Rejected rejected ->
          sent.settled(
              NotificationStatus.UNDELIVERABLE,
              Outcome.UNDELIVERABLE,
              Sign.WELL,
              rejected.reason());
      case AfterPush.Gone gone ->
          sent.ended(
              Outcome.DISABLED,
              gone.reason(),
              new AttemptResult.Disabled(nextDue(outgoing), gone.reason()));
      case AfterPush.Retry retry -> failed(sent, retry);
    };
  }

  private Completion failed(Sent sent, AfterPush.Retry retry) {
    Outgoing outgoing = sent.outgoing();
    Instant dueAt = nextDue(outgoing);
    Instant notBefore = retry.notBefore();
    if (notBefore != null && notBefore.isAfter(dueAt)) {
      dueAt = notBefore;
    }
    if (policy.isTheLast(outgoing, dueAt)) {
      return sent.settled(
          NotificationStatus.UNDELIVERABLE, Outcome.UNDELIVERABLE, Sign.FAILING, retry.reason());
    }
    return sent.ended(
        Outcome.RETRY, retry.reason(), new AttemptResult.RetryAt(dueAt, retry.reason(), notBefore));
  }

  private Instant nextDue(Outgoing outgoing) {
    return clock.instant().plus(policy.backoff().after(outgoing.failures() + 1, random));
  }

  private record Sent(
      Outgoing outgoing,
      Lease lease,
      Instant startedAt,
      Duration took,
      PushOutcome pushed,
      Instant endedAt) {

    Completion settled(NotificationStatus status, Outcome outcome, Sign sign, String reason) {
      return ended(outcome, reason, new AttemptResult.Settled(status, sign));
    }

    Completion ended(Outcome outcome, String reason, AttemptResult result) {
      DeliveryAttempt attempt = DeliveryAttempt.of(outgoing, startedAt, took, pushed, outcome);
      return new Completion(outgoing, lease, endedAt, attempt, reason, result);
    }
  }
}
