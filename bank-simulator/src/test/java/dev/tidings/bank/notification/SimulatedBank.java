package dev.tidings.bank.notification;

import dev.tidings.bank.accountinfo.DisclosedBalances;
import dev.tidings.bank.broker.Broker;
import dev.tidings.bank.broker.DirectBroker;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.LeaseClock;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.NumberedConsents;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;

/** One life of one node: the real parts of a bank's event side, stepped by one thread. */
final class SimulatedBank {

  final String name;
  final String node;
  final Life life;
  final SteppedThreads threads = new SteppedThreads();
  final Database database;
  final Consents consents;
  final Ledger ledger;
  final Broker broker;
  final Deliveries deliveries;
  final Poll poll;

  private final Simulation world;

  /** Whether it is within a step of its broker, whose processors work one step at a time. */
  boolean brokerIsBusy;

  SimulatedBank(
      String name, String node, SimulationDatabase databases, Simulation world, long seed) {
    this.name = name;
    this.node = node;
    this.world = world;
    life = new Life(world.tally);
    InstantSource clock = world.clock;
    database = databases.of(life);
    EventLog eventLog = new EventLog(clock);
    consents =
        NumberedConsents.of(
            eventLog, clock, () -> new UUID(world.random.nextLong(), world.random.nextLong()));
    ledger = new Ledger(eventLog, clock);
    Leases leases = new Leases(database, LeaseClock.of(clock), node);
    broker = DirectBroker.of(database, eventLog, leases, clock, new Random(seed));
    SetIssuer setIssuer = new SetIssuer(TestBank.ISSUER, () -> TestBank.KEY, clock);
    NotificationSettings settings = settings(clock);
    AttemptListener listener = listener();
    LookBeforeSending look =
        new LookBeforeSending(
            database, new Entitlement(consents), setIssuer, settings.balances(), clock, listener);
    DeliveryPolicy policy = settings.policy();
    Random random = new Random(seed + 1);
    Push push = (_, url, signedSet) -> world.wire.push(this, url, signedSet);
    AttemptDelivery attempts = new AttemptDelivery(database, look, push, policy, clock, random);
    deliveries =
        new Deliveries(
            database,
            leases,
            attempts,
            policy,
            clock,
            random,
            listener,
            new AttemptThreads(threads, policy.callTimeout()));
    poll = new Poll(database, look, policy, clock);
    broker.register(
        new Mediator(
            database,
            consents,
            setIssuer,
            settings.mergeWindow(),
            clock,
            deliveries::queued,
            deliveries::lookAgain,
            listener,
            false));
    broker.register(new MarkingProcessor(world::isHopeless));
  }

  @Override
  public String toString() {
    return name;
  }

  /** Takes one batch of each processor; returns how many events were taken. */
  int runBroker() {
    if (brokerIsBusy) {
      return 0;
    }
    brokerIsBusy = true;
    try {
      return broker.runOnce();
    } finally {
      brokerIsBusy = false;
    }
  }

  /** Frees what the process held; its leases only if it still lives. */
  void close() {
    try {
      broker.close();
      deliveries.close();
    } catch (RuntimeException | Life.Crash e) {
      if (!Life.causedByFault(e)) {
        throw e;
      }
    }
  }

  private AttemptListener listener() {
    return new AttemptListener() {
      @Override
      public void signed(Duration took) {
        life.pass(CrashPoint.AFTER_SIGN);
      }

      @Override
      public void attempted(String subscriptionId, Queued queued, AttemptResult result) {
        boolean caused = life.wasTroubled() || life.isOver();
        if (result instanceof AttemptResult.Trouble && !caused) {
          throw new AssertionError("trouble without a cause with " + queued);
        }
        world.tally.add(counted(result));
        world.note(name + " " + queued.key() + " " + queued.version() + ": " + result);
      }
    };
  }

  private static NotificationSettings settings(InstantSource clock) {
    DisclosedBalances balances = new DisclosedBalances(new Accounts(), clock);
    return NotificationSettings.of(
        DeliveryPolicy.standard(),
        (handle, consent, accountId) -> {
          DisclosedBalances.Reading reading = balances.read(handle, consent, accountId);
          return new BalanceContent.Content(reading.accountVersion(), reading.data());
        });
  }

  private static Tally.Count counted(AttemptResult result) {
    return switch (result) {
      case AttemptResult.Settled settled ->
          switch (settled.status()) {
            case DELIVERED -> Tally.Count.ATTEMPTS_DELIVERED;
            case UNDELIVERABLE -> Tally.Count.ATTEMPTS_UNDELIVERABLE;
            case WITHHELD -> Tally.Count.ATTEMPTS_WITHHELD;
            case PENDING, MERGED -> throw new AssertionError("settled as " + settled);
          };
      case AttemptResult.RetryAt _ -> Tally.Count.ATTEMPTS_TO_BE_RETRIED;
      case AttemptResult.Trouble _ -> Tally.Count.ATTEMPTS_IN_TROUBLE;
      case AttemptResult.Disabled _ -> Tally.Count.ATTEMPTS_DISABLED;
      case AttemptResult.NotOurs _, AttemptResult.Disowned _ -> Tally.Count.ATTEMPTS_NOT_OURS;
    };
  }
}
