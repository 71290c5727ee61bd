package dev.tidings.bank.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leaves a simulated world in peace until nothing is left to do, then looks at what has come. */
final class Settling {

  /** More than the longest wait between two attempts at anything, all rounds together. */
  private static final int ROUNDS_MAX = 60;

  private static final Duration ROUND = Duration.ofMinutes(5);

  /** Batches of a broker in a row: more than there ever are. */
  private static final int BATCHES_MAX = 1_000;

  /** Rounds of work while those who listen are as they are, and what is armed still may happen. */
  private static final int RESTLESS_ROUNDS = 3;

  private static final int RESTLESS_SECONDS_MAX = 90;

  private Settling() {}

  /** Nothing new happens but while a request is under way; nothing is in peace yet. */
  static void workOff(Simulation world) {
    for (int round = 0; round < RESTLESS_ROUNDS; round++) {
      world.restartTheDead();
      world.clock.advance(Duration.ofSeconds(world.random.nextInt(RESTLESS_SECONDS_MAX)));
      List.copyOf(world.banks).forEach(bank -> step(world, bank));
    }
  }

  /**
   * @throws AssertionError that names what was lost, or had its effect twice
   */
  static void settle(Simulation world) {
    world.restartTheDead();
    world.banks.forEach(bank -> bank.life.disarm());
    world.tpps.forEach(tpp -> tpp.mood = SimulatedTpp.Mood.WELL);
    world.tpps.forEach(tpp -> world.tppActs.open(world.database, tpp));
    workUntilDone(world);
    putBackWhatWasGivenUp(world);
    workUntilDone(world);
    judge(world);
  }

  /** It was given up as often as it had to be, and is put back once. */
  private static void putBackWhatWasGivenUp(Simulation world) {
    world.putRight();
    SimulatedBank bank = world.banks.getFirst();
    Instant now = world.clock.instant();
    int given = bank.broker.processors().redrive(MarkingProcessor.NAME, Instant.EPOCH, now);
    world.tally.add(Tally.Count.DEAD_LETTERS_PUT_BACK, given);
    if (bank.broker.processors().redrive(MarkingProcessor.NAME, Instant.EPOCH, now) > 0) {
      throw new AssertionError("put back twice, of " + given);
    }
  }

  private static void workUntilDone(Simulation world) {
    int rounds = 0;
    while (!left(world).isEmpty()) {
      if (++rounds > ROUNDS_MAX) {
        throw new AssertionError("never done: " + left(world));
      }
      world.clock.advance(ROUND);
      List.copyOf(world.banks).forEach(bank -> step(world, bank));
    }
  }

  private static void step(Simulation world, SimulatedBank bank) {
    world.in(bank, "own", bank.deliveries::own);
    int[] taken = {1};
    for (int batches = 0; taken[0] > 0; batches++) {
      if (batches == BATCHES_MAX) {
        throw new AssertionError(bank + "'s broker is never done: " + left(world));
      }
      taken[0] = 0;
      world.in(bank, "broker", () -> taken[0] = bank.runBroker());
    }
    world.in(bank, "deliver", bank.deliveries::deliverDue);
    world.runAll(bank);
  }

  /** What is still to be done, in any table. */
  private static List<String> left(Simulation world) {
    return world.database.read(handle -> {
      List<String> left = new ArrayList<>();
      handle
          .select("select processor, event_key, event_version, last_error from processor_inbox")
          .map((row, context) ->
              row.getString(1)
                  + " "
                  + row.getString(2)
                  + " "
                  + row.getLong(3)
                  + " "
                  + row.getString(4))
          .forEach(left::add);
      handle
          .select(
              """
              select subscription_id, event_key, event_version, due_at, reason
              from notification where status = 'PENDING'\
              """)
          .map((row, context) ->
              row.getString(1)
                  + " "
                  + row.getString(2)
                  + " "
                  + row.getLong(3)
                  + " "
                  + row.getString(4)
                  + " "
                  + row.getString(5))
          .forEach(left::add);
      return left;
    });
  }

  /** What the bank's tables say became of it. */
  private static String fate(Simulation world, SimulatedTpp tpp, Truth.Fact fact) {
    return world.database.read(handle ->
        handle
                .select(
                    """
                    select status, reason, consent_ids from notification
                    where client_id = ? and event_key = ? and event_version = ?\
                    """,
                    tpp.clientId,
                    fact.key(),
                    fact.version())
                .mapToMap()
                .list()
            + " "
            + handle
                .select(
                    """
                    select d.decisions from notification_decision d
                    join event_log l on l.event_id = d.event_id
                    where l.event_key = ? and l.event_version = ?\
                    """,
                    fact.key(),
                    fact.version())
                .mapTo(String.class)
                .list()
            + " "
            + world.truth.grants());
  }

  private static void judge(Simulation world) {
    world.tally.add(Tally.Count.EVENTS, world.truth.facts().size());
    for (SimulatedTpp tpp : world.tpps) {
      judgeTold(world, tpp);
      judgeEffects(world, tpp);
    }
    judgeMarks(world);
  }

  /** Who could know all the time has said that it has it, or that it does not want it. */
  private static void judgeTold(Simulation world, SimulatedTpp tpp) {
    Instant now = world.clock.instant();
    for (Truth.Fact fact : world.truth.facts()) {
      boolean entitled =
          tpp.asked.alwaysFor(fact) && world.truth.couldAlwaysKnow(tpp.clientId, fact, now);
      if (!entitled) {
        continue;
      }
      world.tally.add(Tally.Count.ENTITLED);
      if (!tpp.isReached(fact)) {
        String why = fate(world, tpp, fact);
        throw new AssertionError(tpp.name + " was never told of " + fact + ": " + why);
      }
    }
  }

  /** Whatever it said it keeps has had its effect, and nothing has had it twice. */
  private static void judgeEffects(Simulation world, SimulatedTpp tpp) {
    world.tally.add(Tally.Count.PROMISED, tpp.promised().size());
    world.tally.add(Tally.Count.EFFECTS, tpp.effects().size());
    for (Truth.Fact fact : tpp.promised()) {
      if (!tpp.effects().containsKey(fact)) {
        throw new AssertionError(tpp.name + " has lost what it said it keeps, " + fact);
      }
    }
    tpp.effects()
        .forEach((fact, times) -> {
          if (times != 1) {
            throw new AssertionError(tpp.name + ": " + times + " effects of " + fact);
          }
        });
  }

  private static void judgeMarks(Simulation world) {
    Set<String> expected = new HashSet<>();
    world
        .truth
        .facts()
        .forEach(fact -> expected.add(MarkingProcessor.MARK + fact.key() + " " + fact.version()));
    Set<String> marks =
        world.database.read(handle ->
            handle
                .select("select name from lease where name like ?", MarkingProcessor.MARK + "%")
                .mapTo(String.class)
                .set());
    if (!marks.equals(expected)) {
      throw new AssertionError("the other processor has done " + marks + ", not " + expected);
    }
  }
}
