package dev.tidings.bank.notification;

import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a TPP by poll what is queued for it, and takes its acknowledgements. What is acknowledged
 * here is not pushed any more; what was pushed and answered is not given here. Thread-safe.
 */
final class Poll {

  /** Pending ones looked at for one answer, in pages, while they turn out to be withheld. */
  static final int LOOKS_MAX = 20;

  private static final Logger log = LoggerFactory.getLogger(Poll.class);

  private final Database database;
  private final LookBeforeSending look;
  private final DeliveryPolicy policy;
  private final InstantSource clock;

  Poll(Database database, LookBeforeSending look, DeliveryPolicy policy, InstantSource clock) {
    this.database = database;
    this.look = look;
    this.policy = policy;
    this.clock = clock;
  }

  /** What is not pending, or not this subscription's, is left as it is. */
  void acknowledge(String subscriptionId, PollRequest request) {
    if (request.ack().isEmpty() && request.setErrs().isEmpty()) {
      return;
    }
    database.useTransaction(unit -> {
      for (String jti : request.ack()) {
        settle(unit.handle(), subscriptionId, jti, NotificationStatus.DELIVERED, "polled");
      }
      request
          .setErrs()
          .forEach((jti, error) ->
              settle(
                  unit.handle(),
                  subscriptionId,
                  jti,
                  NotificationStatus.UNDELIVERABLE,
                  "refused by poll: " + error));
    });
  }

  /**
   * The oldest pending that the TPP may know now; the rest of what is looked at is withheld. What
   * is not given is not made either; what the bank fails to make holds up no other key.
   */
  Answer take(String subscriptionId, int maxEvents) {
    Map<String, String> sets = new LinkedHashMap<>();
    Set<String> troubled = new HashSet<>();
    for (int looks = 0; looks < LOOKS_MAX; looks++) {
      List<Outgoing> oldest = oldest(subscriptionId, troubled, maxEvents + 1);
      sets.clear();
      boolean allStand = true;
      for (Outgoing outgoing : oldest) {
        if (!troubled.contains(outgoing.key())) {
          Predicate<Outgoing> mayGo =
              sets.size() < maxEvents ? one -> give(one, sets) : this::mayLeave;
          allStand &= stands(outgoing, mayGo, troubled);
        }
      }
      boolean areAll = oldest.size() <= maxEvents;
      if (areAll || allStand) {
        return new Answer(!areAll, sets);
      }
    }
    return new Answer(true, sets);
  }

  private List<Outgoing> oldest(String subscriptionId, Set<String> troubled, int limit) {
    List<String> leftOut = troubled.stream().limit(PendingTable.LEFT_OUT_MAX).toList();
    return database.read(handle ->
        NotificationTable.oldestToPoll(handle, subscriptionId, clock.instant(), leftOut, limit));
  }

  /** How long until what waits to be merged can be given; empty when nothing waits. */
  Optional<Duration> untilDue(String subscriptionId) {
    return database
        .read(handle -> NotificationTable.firstDue(handle, subscriptionId))
        .map(due -> Duration.between(clock.instant(), due));
  }

  /**
   * Whether it may leave, and can.
   *
   * @param troubled to which its key is added if the bank itself fails
   */
  private boolean stands(Outgoing outgoing, Predicate<Outgoing> mayGo, Set<String> troubled) {
    try {
      return mayGo.test(outgoing);
    } catch (RuntimeException e) {
      log.error("{} could not be given by poll", outgoing.jti(), e);
      troubled.add(outgoing.key());
      countFailure(outgoing, AttemptDelivery.reasonOf(e));
      return false;
    }
  }

  /** False when it is withheld. */
  private boolean give(Outgoing outgoing, Map<String, String> sets) {
    return switch (look.look(outgoing)) {
      case BeforeSending.Ready ready -> {
        sets.put(outgoing.jti(), ready.signedSet());
        yield true;
      }
      case BeforeSending.Withheld withheld -> {
        withhold(outgoing, withheld.reason());
        yield false;
      }
    };
  }

  /** False when it is withheld. */
  private boolean mayLeave(Outgoing outgoing) {
    Optional<BeforeSending.Withheld> withheld = look.judge(outgoing);
    withheld.ifPresent(why -> withhold(outgoing, why.reason()));
    return withheld.isEmpty();
  }

  /** What can never be made has its end too. */
  private void countFailure(Outgoing outgoing, String reason) {
    boolean isTheLast = policy.isTheLast(outgoing, clock.instant());
    database.useTransaction(unit -> {
      if (isTheLast) {
        settle(
            unit.handle(),
            outgoing.subscriptionId(),
            outgoing.jti(),
            NotificationStatus.UNDELIVERABLE,
            reason);
      } else {
        NotificationTable.countFailure(unit.handle(), outgoing.jti(), reason);
      }
    });
  }

  private void withhold(Outgoing outgoing, String reason) {
    database.useTransaction(unit ->
        settle(
            unit.handle(),
            outgoing.subscriptionId(),
            outgoing.jti(),
            NotificationStatus.WITHHELD,
            reason));
  }

  private void settle(
      Handle handle, String subscriptionId, String jti, NotificationStatus status, String reason) {
    NotificationTable.settlePolled(handle, subscriptionId, jti, status, clock.instant(), reason);
  }

  /**
   * @param sets compact JWS by {@code jti}
   */
  record Answer(boolean moreAvailable, Map<String, String> sets) {

    /** Nothing is given, and nothing more is there. */
    boolean isNothing() {
      return sets.isEmpty() && !moreAvailable;
    }

    /** On the wire. */
    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("moreAvailable", moreAvailable);
      json.put("sets", sets);
      return json;
    }
  }
}
