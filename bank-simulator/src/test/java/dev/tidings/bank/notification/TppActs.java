package dev.tidings.bank.notification;

import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What TPPs do by themselves: they subscribe, ask otherwise, poll, and end it again. */
final class TppActs {

  private static final int LEAST_PENCE_MAX = 3_000;

  private final Simulation world;
  private final Random random;
  private int made;

  TppActs(Simulation world) {
    this.world = world;
    this.random = world.random;
  }

  /** Two to four of them, some of which can have a stream too; none has anything yet. */
  void begin() {
    int count = 2 + random.nextInt(3);
    for (int number = 1; number <= count; number++) {
      world.tpps.add(new SimulatedTpp("tpp" + number, false, world.tally));
      if (random.nextInt(3) == 0) {
        world.tpps.add(new SimulatedTpp("tpp" + number, true, world.tally));
      }
    }
    world.tpps.forEach(tpp -> tpp.mood = random.nextBoolean() ? SimulatedTpp.Mood.WELL : mood());
  }

  void act(SimulatedBank bank) {
    SimulatedTpp tpp = world.tpp();
    Subscription present = tpp.asked.present();
    int dice = random.nextInt(12);
    if (present == null) {
      world.in(bank, "subscribe " + tpp.name, () -> subscribe(bank.database, tpp));
    } else if (dice < 4 && !tpp.isStream) {
      world.in(bank, "poll", () -> world.wire.poll(bank, tpp, 1 + random.nextInt(3)));
    } else if (dice < 6) {
      world.in(bank, "enable " + tpp.name, () -> enable(bank.database, tpp));
    } else if (dice < 7) {
      world.tally.add(Tally.Count.SUBSCRIPTIONS_ENDED);
      world.in(bank, "end " + tpp.name, () -> end(bank.database, present));
    } else if (tpp.isStream) {
      world.in(bank, "change " + tpp.name, () -> changeStream(bank.database, present));
    } else {
      world.tally.add(Tally.Count.WISHES_CHANGED);
      Subscription wanted = wishes(tpp, present.subscriptionId());
      world.in(bank, "change " + tpp.name, () -> change(bank.database, wanted));
    }
    lookAt(tpp);
  }

  SimulatedTpp.Mood mood() {
    SimulatedTpp.Mood[] moods = SimulatedTpp.Mood.values();
    return moods[random.nextInt(moods.length)];
  }

  void subscribe(Database in, SimulatedTpp tpp) {
    Subscription wanted = wishes(tpp, "sub-" + tpp.name + "-" + ++made);
    in.useTransaction(unit -> Subscriptions.insert(unit.handle(), wanted, world.clock.instant()));
    lookAt(tpp);
  }

  /** Whatever the TPP has stopped goes on; what the bank has stopped begins anew. */
  void open(Database in, SimulatedTpp tpp) {
    Subscription present = tpp.asked.present();
    if (present != null && !Asked.isOpen(present)) {
      setStatus(in, present, Stream.Status.ENABLED);
      lookAt(tpp);
    } else {
      enable(in, tpp);
    }
  }

  /** What the TPP or the operator does after a 410; a stream that its TPP has stopped stays so. */
  private void enable(Database in, SimulatedTpp tpp) {
    Subscription present = tpp.asked.present();
    if (present != null && Asked.isOpen(present)) {
      in.useTransaction(unit ->
          Subscriptions.enable(unit.handle(), present.subscriptionId(), world.clock.instant()));
    }
  }

  /** As a PUT does. */
  private void change(Database in, Subscription wanted) {
    in.useTransaction(unit -> {
      Subscriptions.lock(unit.handle(), wanted.subscriptionId());
      Subscription before =
          Subscriptions.find(unit.handle(), wanted.subscriptionId()).orElseThrow();
      Subscriptions.update(unit.handle(), wanted.since(before), world.clock.instant());
    });
  }

  private void end(Database in, Subscription present) {
    in.useTransaction(unit ->
        Subscriptions.end(
            unit.handle(), present.subscriptionId(), world.clock.instant(), "deleted"));
  }

  private void changeStream(Database in, Subscription present) {
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        world.tally.add(Tally.Count.STREAMS_PAUSED);
        setStatus(in, present, Stream.Status.PAUSED);
      }
      case 2 -> {
        world.tally.add(Tally.Count.STREAMS_DISABLED);
        setStatus(in, present, Stream.Status.DISABLED);
      }
      case 3 -> setStatus(in, present, Stream.Status.ENABLED);
      default -> {
        Set<String> removed = random.nextBoolean() ? Set.of() : Set.of(world.account());
        streams(in)
            .updateStream(
                present.clientId(),
                present.subscriptionId(),
                stream -> stream.withRemoved(removed));
      }
    }
  }

  private void setStatus(Database in, Subscription present, Stream.Status status) {
    UnaryOperator<Stream> change = stream -> stream.withStatus(status, null);
    streams(in).setStatus(present.clientId(), present.subscriptionId(), change);
  }

  private Streams streams(Database in) {
    return new Streams(in, world.clock, () -> {});
  }

  /** What is committed is what it has asked for, whether anything crashed or not. */
  private void lookAt(SimulatedTpp tpp) {
    world.truth.lookAgain(world.clock.instant());
    Subscription present =
        world.database.read(
            handle -> Subscriptions.ofClient(handle, tpp.clientId, tpp.isStream).orElse(null));
    tpp.asked.now(world.truth.moment(), present);
  }

  private Subscription wishes(SimulatedTpp tpp, String id) {
    if (tpp.isStream) {
      Stream stream = new Stream(null, null, null, Stream.Status.ENABLED, null, Set.of(), null);
      return new Subscription(id, tpp.clientId, tpp.url, "1.0", types(), Extension.NONE, 0, stream);
    }
    boolean content = random.nextInt(3) == 0;
    Thresholds thresholds =
        random.nextInt(3) == 0
            ? new Thresholds(
                List.of(new Money(1L + random.nextInt(LEAST_PENCE_MAX), "GBP")), List.of())
            : Thresholds.NONE;
    Extension extension = new Extension(content, thresholds);
    return new Subscription(id, tpp.clientId, tpp.url, "4.0", types(), extension, 0, null);
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
