package dev.tidings.bank.notification;

import dev.tidings.persistence.Database;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What TPPs do by themselves: they subscribe, ask, and have pushing begin anew. */
final class TppActs {

  private final Simulation world;
  private final Random random;

  TppActs(Simulation world) {
    this.world = world;
    this.random = world.random;
  }

  /** Two to four of them, not subscribed yet. */
  void begin() {
    int count = 2 + random.nextInt(3);
    for (int number = 1; number <= count; number++) {
      SimulatedTpp tpp = new SimulatedTpp("tpp" + number, types(), world.tally);
      tpp.mood = random.nextBoolean() ? SimulatedTpp.Mood.WELL : mood();
      world.tpps.add(tpp);
    }
  }

  void act(SimulatedBank bank) {
    SimulatedTpp tpp = world.tpp();
    if (random.nextInt(3) == 0) {
      world.in(bank, "poll", () -> world.wire.poll(bank, tpp, 1 + random.nextInt(3)));
    } else {
      subscribe(tpp);
      world.in(bank, "enable", () -> enable(bank.database, tpp));
    }
  }

  SimulatedTpp.Mood mood() {
    SimulatedTpp.Mood[] moods = SimulatedTpp.Mood.values();
    return moods[random.nextInt(moods.length)];
  }

  void subscribe(SimulatedTpp tpp) {
    if (tpp.subscribedAt == Long.MAX_VALUE) {
      world.database.useTransaction(
          unit -> Subscriptions.insert(unit.handle(), tpp.subscription, world.clock.instant()));
      world.truth.lookAgain();
      tpp.subscribedAt = world.truth.moment();
    }
  }

  /** What the TPP or the operator does after a 410. */
  void enable(Database in, SimulatedTpp tpp) {
    in.useTransaction(unit ->
        Subscriptions.enable(
            unit.handle(), tpp.subscription.subscriptionId(), world.clock.instant()));
  }

  private @Nullable List<EventType> types() {
    return switch (random.nextInt(5)) {
      case 0 -> List.of(EventType.RESOURCE_UPDATE);
      case 1 -> List.of(EventType.BALANCE_CHANGE, EventType.CONSENT_AUTHORIZATION_REVOKED);
      case 2 -> List.of(EventType.CONSENT_AUTHORIZATION_REVOKED);
      default -> null;
    };
  }
}
