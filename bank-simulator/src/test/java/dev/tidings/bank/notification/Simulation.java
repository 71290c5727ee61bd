package dev.tidings.bank.notification;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.PostingRefusedException;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transfer;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A world made from a seed: accounts, TPPs of all moods, customers who change their minds, and one
 * or two nodes of a bank that crash and come back. One thread, no real time: the same seed makes
 * the same world.
 */
final class Simulation {

  private static final int ACTS = 80;
  private static final int JOURNAL_LINES_MAX = 60;
  private static final int MEANWHILE_DEPTH_MAX = 2;
  private static final Set<Permission> READS_BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final Set<Permission> READS_ACCOUNTS = Set.of(Permission.ReadAccountsDetail);

  final SettableClock clock = new SettableClock();
  final List<SimulatedTpp> tpps = new ArrayList<>();
  final List<SimulatedBank> banks = new ArrayList<>();
  final Database database;
  final Truth truth;
  final SimulatedWire wire;

  private final SimulationDatabase databases;
  private final Random random;
  private final List<String> accounts = new ArrayList<>();
  private final Deque<String> journal = new ArrayDeque<>();
  private int lives;
  private int depth;
  private boolean atPeace;

  Simulation(long seed, SimulationDatabase databases) {
    this.databases = databases;
    random = new Random(seed);
    database = databases.lasting();
    truth = new Truth(database);
    wire = new SimulatedWire(truth, tpps, clock, random, this::meanwhile, this::note);
  }

  /** Makes the world, lets it go on for a while, then leaves it in peace until all has settled. */
  static Figures run(long seed, SimulationDatabase databases) {
    Simulation world = new Simulation(seed, databases);
    try {
      world.begin();
      for (int act = 0; act < ACTS; act++) {
        world.act();
      }
      world.atPeace = true;
      Settling.settle(world);
      return new Figures(world.truth.facts().size(), world.wire.pushes(), world.lives);
    } catch (RuntimeException | AssertionError | Life.Crash e) {
      String last = String.join(System.lineSeparator(), world.journal);
      throw new AssertionError("seed %d: %s%n%s".formatted(seed, e.getMessage(), last), e);
    } finally {
      world.banks.forEach(SimulatedBank::close);
    }
  }

  /** What was done in a run. */
  record Figures(int facts, int pushes, int lives) {}

  /** Keeps the last of what has happened, for whoever has to understand a failure. */
  void note(String what) {
    if (journal.size() == JOURNAL_LINES_MAX) {
      journal.remove();
    }
    journal.add(clock.instant() + " ".repeat(2 * depth + 1) + what);
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

  /** A new life for whatever crashed. */
  void restartTheDead() {
    for (SimulatedBank bank : List.copyOf(banks)) {
      if (bank.life.isOver()) {
        restart(bank);
      }
    }
  }

  private void begin() {
    int count = 2 + random.nextInt(2);
    for (int number = 1; number <= count; number++) {
      accounts.add("a" + number);
    }
    Books.open(database, "GBP", accounts.toArray(String[]::new));
    for (int number = 1; number <= 2 + random.nextInt(3); number++) {
      tpps.add(new SimulatedTpp("tpp" + number, types()));
    }
    for (int number = 1; number <= 1 + random.nextInt(2); number++) {
      banks.add(bank("node-" + number));
    }
    for (SimulatedTpp tpp : tpps) {
      if (random.nextInt(5) > 0) {
        subscribe(tpp);
      }
      give(bank(), tpp);
    }
  }

  private @Nullable List<EventType> types() {
    return switch (random.nextInt(5)) {
      case 0 -> List.of(EventType.RESOURCE_UPDATE);
      case 1 -> List.of(EventType.BALANCE_CHANGE, EventType.CONSENT_AUTHORIZATION_REVOKED);
      case 2 -> List.of(EventType.CONSENT_AUTHORIZATION_REVOKED);
      default -> null;
    };
  }

  private void act() {
    if (banks.stream().allMatch(bank -> bank.life.isOver())) {
      restartTheDead();
    }
    SimulatedBank bank = bank();
    int dice = random.nextInt(100);
    if (dice < 16) {
      produce(bank, () -> post(bank));
    } else if (dice < 18) {
      produce(bank, () -> transfer(bank));
    } else if (dice < 20) {
      give(bank, tpp());
    } else if (dice < 23) {
      produce(bank, () -> changeMind(bank));
    } else if (dice < 38) {
      in(bank, "broker", bank::runBroker);
    } else if (dice < 44) {
      in(bank, "own", bank.deliveries::own);
    } else if (dice < 54) {
      in(bank, "deliver", bank.deliveries::deliverDue);
    } else if (dice < 76) {
      in(bank, "thread", () -> bank.threads.runOne(random));
    } else if (dice < 86) {
      clock.advance(pause());
    } else if (dice < 90) {
      SimulatedTpp.Mood[] moods = SimulatedTpp.Mood.values();
      tpp().mood = moods[random.nextInt(moods.length)];
    } else if (dice < 94) {
      CrashPoint[] points = CrashPoint.values();
      CrashPoint point = points[random.nextInt(points.length)];
      int passesMax = point == CrashPoint.ANYWHERE ? 60 : 3;
      bank.life.arm(point, 1 + random.nextInt(passesMax), random.nextInt(4) > 0);
    } else if (dice < 96) {
      restartTheDead();
    } else if (dice < 97) {
      stopAndRestart(bank);
    } else if (dice < 98) {
      in(bank, "poll", () -> wire.poll(bank, tpp(), 1 + random.nextInt(3)));
    } else {
      SimulatedTpp tpp = tpp();
      subscribe(tpp);
      in(bank, "enable", () -> enable(bank.database, tpp));
    }
  }

  /** While a request is under way the rest of the world goes on, other nodes included. */
  private void meanwhile() {
    if (atPeace || depth >= MEANWHILE_DEPTH_MAX || random.nextInt(3) > 0) {
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

  /** Whether it crashed or not: what is committed is true. */
  private void produce(SimulatedBank bank, Runnable act) {
    in(bank, "produce", act);
    truth.lookAgain();
  }

  private void post(SimulatedBank bank) {
    long pence = 1L + random.nextInt(5_000);
    String account = account();
    bank.database.useTransaction(
        unit -> bank.ledger.post(unit, Books.credit(account, pence), interactionId()));
  }

  private void transfer(SimulatedBank bank) {
    Transfer transfer =
        new Transfer(
            accounts.get(0),
            accounts.get(1),
            new Money(1, "GBP"),
            Transaction.Kind.TRANSFER,
            "a transfer",
            "");
    try {
      bank.database.useTransaction(unit -> bank.ledger.transfer(unit, transfer, interactionId()));
    } catch (PostingRefusedException e) {
      post(bank); // there is no money on the account yet
    }
  }

  private void give(SimulatedBank bank, SimulatedTpp tpp) {
    Set<String> chosen = new HashSet<>(List.of(account(), account()));
    Instant expiresAt =
        random.nextInt(4) == 0 ? clock.instant().plusSeconds(1 + random.nextInt(7_200)) : null;
    NewConsent asked =
        new NewConsent(
            tpp.clientId,
            random.nextInt(6) == 0 ? READS_ACCOUNTS : READS_BALANCES,
            expiresAt,
            null,
            null);
    produce(
        bank,
        () ->
            bank.database.useTransaction(unit -> {
              String consentId = bank.consents.create(unit, asked).consentId();
              bank.consents.authorise(unit, consentId, "cust-a1", chosen);
            }));
  }

  /** The customer takes a consent back, or gives back what he had taken. */
  private void changeMind(SimulatedBank bank) {
    List<Truth.Grant> grants =
        truth.grants().values().stream()
            .filter(grant -> !grant.hasExpiredAt(clock.instant()))
            .toList();
    if (grants.isEmpty()) {
      return;
    }
    Truth.Grant grant = grants.get(random.nextInt(grants.size()));
    Set<String> chosen = Set.of(account());
    bank.database.useTransaction(unit -> {
      if (grant.isAuthorised()) {
        bank.consents.revoke(unit, grant.consentId(), interactionId());
      } else {
        bank.consents.authorise(unit, grant.consentId(), "cust-a1", chosen);
      }
    });
  }

  private void subscribe(SimulatedTpp tpp) {
    if (tpp.subscribedAt == Long.MAX_VALUE) {
      database.useTransaction(
          unit -> Subscriptions.insert(unit.handle(), tpp.subscription, clock.instant()));
      truth.lookAgain();
      tpp.subscribedAt = truth.moment();
    }
  }

  /** What the TPP or the operator does after a 410. */
  void enable(Database in, SimulatedTpp tpp) {
    in.useTransaction(unit ->
        Subscriptions.enable(unit.handle(), tpp.subscription.subscriptionId(), clock.instant()));
  }

  private void stopAndRestart(SimulatedBank bank) {
    if (depth == 0) {
      runAll(bank);
      in(bank, "stop", bank::close);
      restart(bank);
    }
  }

  private void restart(SimulatedBank bank) {
    bank.close();
    int index = banks.indexOf(bank);
    if (index >= 0) {
      banks.set(index, bank(bank.node));
    }
  }

  private SimulatedBank bank(String node) {
    lives++;
    return new SimulatedBank(node + "/" + lives, node, databases, clock, wire, random.nextLong());
  }

  /** Mostly moments, sometimes so long that leases run out, now and then hours. */
  private Duration pause() {
    return switch (random.nextInt(20)) {
      case 0 -> Duration.ofMinutes(random.nextInt(120));
      case 1, 2, 3, 4 -> Duration.ofSeconds(random.nextInt(120));
      default -> Duration.ofMillis(random.nextInt(3_000));
    };
  }

  private SimulatedBank bank() {
    List<SimulatedBank> living = banks.stream().filter(bank -> !bank.life.isOver()).toList();
    return living.get(random.nextInt(living.size()));
  }

  private SimulatedTpp tpp() {
    return tpps.get(random.nextInt(tpps.size()));
  }

  private String account() {
    return accounts.get(random.nextInt(accounts.size()));
  }

  private String interactionId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** Runs what waits in a bank, in a random order. */
  void runAll(SimulatedBank bank) {
    while (!bank.life.isOver() && !bank.threads.isIdle()) {
      in(bank, "thread", () -> bank.threads.runOne(random));
    }
  }
}
