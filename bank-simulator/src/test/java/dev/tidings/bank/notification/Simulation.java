package dev.tidings.bank.notification;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.ledger.Books;
import dev.tidings.persistence.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A world made from a seed: accounts, TPPs of all moods, customers who change their minds, and one
 * or two nodes of a bank that crash and come back. One thread, no real time: the same seed makes
 * the same world.
 */
final class Simulation {

  private static final int ACTS = 80;

  /** In one of so many worlds the other processor gives something up. */
  private static final int HOPELESS_EVERY = 8;

  /** Tasks of one bank run in a row: more than there ever are. */
  private static final int TASKS_MAX = 10_000;

  final SettableClock clock = new SettableClock();
  final Journal journal = new Journal(clock);
  final Tally tally = new Tally();
  final Random random;
  final List<String> accounts = new ArrayList<>();
  final List<SimulatedTpp> tpps = new ArrayList<>();
  final List<SimulatedBank> banks = new ArrayList<>();
  final Database database;
  final Truth truth;
  final SimulatedWire wire;
  final TppActs tppActs;

  private final SimulationDatabase databases;
  private final CustomerActs customers;
  private final Acts acts;

  /** Events of which the other processor can make nothing until it is put right; null for none. */
  private @Nullable Long hopelessVersion;

  private int lives;

  private Simulation(long seed, SimulationDatabase databases) {
    this.databases = databases;
    random = new Random(seed);
    database = databases.lasting();
    truth = new Truth(database);
    tppActs = new TppActs(this);
    customers = new CustomerActs(this);
    acts = new Acts(this, customers, tppActs);
    wire = new SimulatedWire(this, acts::meanwhile);
  }

  /** As {@link #runToTheEnd}; what was counted. */
  static Tally run(long seed, SimulationDatabase databases) {
    return runToTheEnd(seed, databases).tally;
  }

  /** Makes the world, lets it go on for a while, then leaves it in peace until all has settled. */
  static Simulation runToTheEnd(long seed, SimulationDatabase databases) {
    Simulation world = new Simulation(seed, databases.emptied());
    try {
      world.begin();
      for (int act = 0; act < ACTS; act++) {
        world.acts.act();
      }
      Settling.workOff(world);
      world.acts.rest();
      Settling.settle(world);
      return world;
    } catch (RuntimeException | AssertionError | Life.Crash e) {
      throw new AssertionError(
          "seed %d: %s%n%s".formatted(seed, e.getMessage(), world.journal.shown()), e);
    } finally {
      world.banks.forEach(SimulatedBank::close);
    }
  }

  /** Keeps what has happened, for whoever has to understand a failure. */
  void note(String what) {
    journal.note(acts.depth(), what);
  }

  /** Does something in a bank, which may crash meanwhile. */
  void in(SimulatedBank bank, String what, Runnable act) {
    note(bank + " " + what);
    try {
      act.run();
    } catch (RuntimeException | Life.Crash e) {
      if (!Life.causedByFault(e)) {
        throw e;
      }
      note(bank + (bank.life.isOver() ? " has crashed" : " has failed once"));
    }
  }

  private void begin() {
    int count = 2 + random.nextInt(2);
    for (int number = 1; number <= count; number++) {
      accounts.add("a" + number);
    }
    Books.open(database, "GBP", accounts.toArray(String[]::new));
    hopelessVersion = random.nextInt(HOPELESS_EVERY) == 0 ? 1L + random.nextInt(3) : null;
    tppActs.begin();
    for (int number = 1; number <= 1 + random.nextInt(2); number++) {
      banks.add(bank("node-" + number));
    }
    for (SimulatedTpp tpp : tpps) {
      if (random.nextInt(5) > 0) {
        tppActs.subscribe(database, tpp);
      }
      customers.give(bank(), tpp);
    }
  }

  boolean isHopeless(BusinessEvent event) {
    return hopelessVersion != null && hopelessVersion == event.version();
  }

  /** Nothing is hopeless any more. */
  void putRight() {
    hopelessVersion = null;
  }

  /** A new life for whatever crashed. */
  void restartTheDead() {
    for (SimulatedBank bank : List.copyOf(banks)) {
      if (bank.life.isOver()) {
        restart(bank);
      }
    }
  }

  void stopAndRestart(SimulatedBank bank) {
    runAll(bank);
    in(bank, "stop", bank::close);
    restart(bank);
  }

  private void restart(SimulatedBank bank) {
    bank.close();
    int index = banks.indexOf(bank);
    if (index >= 0) {
      tally.add(Tally.Count.RESTARTS);
      banks.set(index, bank(bank.node));
    }
  }

  private SimulatedBank bank(String node) {
    lives++;
    return new SimulatedBank(node + "/" + lives, node, databases, this, random.nextLong());
  }

  /** One that lives. */
  SimulatedBank bank() {
    List<SimulatedBank> living = banks.stream().filter(bank -> !bank.life.isOver()).toList();
    return living.get(random.nextInt(living.size()));
  }

  SimulatedTpp tpp() {
    return tpps.get(random.nextInt(tpps.size()));
  }

  String account() {
    return accounts.get(random.nextInt(accounts.size()));
  }

  /** Runs what waits in a bank, in a random order. */
  void runAll(SimulatedBank bank) {
    for (int tasks = 0; !bank.life.isOver() && !bank.threads.isIdle(); tasks++) {
      if (tasks == TASKS_MAX) {
        throw new AssertionError(bank + " is never done, after %d tasks".formatted(TASKS_MAX));
      }
      in(bank, "thread", () -> bank.threads.runOne(random));
    }
  }
}
