package dev.tidings.bank.notification;

import java.time.Duration;
import java.util.Random;

/** What may happen next in a simulated world, by the throw of a die. */
final class Acts {

  private static final int MEANWHILE_DEPTH_MAX = 2;

  private final Simulation world;
  private final CustomerActs customers;
  private final TppActs tpps;
  private final Random random;
  private int depth;
  private boolean atRest;

  Acts(Simulation world, CustomerActs customers, TppActs tpps) {
    this.world = world;
    this.customers = customers;
    this.tpps = tpps;
    this.random = world.random;
  }

  /** Of what happens while something else is under way. */
  int depth() {
    return depth;
  }

  /** Nothing happens any more by itself. */
  void rest() {
    atRest = true;
  }

  void act() {
    if (world.banks.stream().allMatch(bank -> bank.life.isOver())) {
      world.restartTheDead();
    }
    SimulatedBank bank = world.bank();
    int dice = random.nextInt(100);
    if (dice < 16) {
      customers.post(bank);
    } else if (dice < 18) {
      customers.transfer(bank);
    } else if (dice < 20) {
      customers.give(bank, world.tpp());
    } else if (dice < 23) {
      customers.changeMind(bank);
    } else if (dice < 38) {
      world.in(bank, "broker", bank::runBroker);
    } else if (dice < 44) {
      world.in(bank, "own", bank.deliveries::own);
    } else if (dice < 54) {
      world.in(bank, "deliver", bank.deliveries::deliverDue);
    } else if (dice < 74) {
      world.in(bank, "thread", () -> bank.threads.runOne(random));
    } else if (dice < 82) {
      world.clock.advance(pause());
    } else if (dice < 86) {
      world.tpp().mood = tpps.mood();
    } else if (dice < 91) {
      arm(bank);
    } else if (dice < 93) {
      world.restartTheDead();
    } else if (dice < 94) {
      if (depth == 0) {
        world.stopAndRestart(bank);
      }
    } else {
      tpps.act(bank);
    }
  }

  private void arm(SimulatedBank bank) {
    CrashPoint[] points = CrashPoint.values();
    CrashPoint point = points[random.nextInt(points.length)];
    int passesMax = point == CrashPoint.ANYWHERE ? 60 : 3;
    bank.life.arm(point, 1 + random.nextInt(passesMax), random.nextInt(3) > 0);
  }

  /** While a request is under way the rest of the world goes on, other nodes included. */
  void meanwhile() {
    if (atRest || depth >= MEANWHILE_DEPTH_MAX || random.nextInt(3) > 0) {
      return;
    }
    depth++;
    try {
      for (int acts = 1 + random.nextInt(6); acts > 0; acts--) {
        act();
      }
    } finally {
      depth--;
    }
  }

  /** Mostly moments, sometimes so long that leases run out, now and then hours. */
  private Duration pause() {
    return switch (random.nextInt(20)) {
      case 0 -> Duration.ofMinutes(random.nextInt(120));
      case 1, 2, 3, 4 -> Duration.ofSeconds(random.nextInt(120));
      default -> Duration.ofMillis(random.nextInt(3_000));
    };
  }
}
