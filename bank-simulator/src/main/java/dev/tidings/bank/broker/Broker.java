package dev.tidings.bank.broker;

import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Hands every event to every interested processor: each at its own place, with its own retries, in
 * a loop of its own. Thread-safe.
 */
public final class Broker implements AutoCloseable {

  /** How long a loop waits for a wake-up: the delay of a retry, or of another node's event. */
  public static final Duration WAIT_MAX = Duration.ofSeconds(1);

  /** Between the attempts of a processor that fails on an event. */
  public static final Backoff RETRY_BACKOFF =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  /**
   * Failures of a processor on one event, spread over nearly an hour; then it is a dead letter of
   * this processor, and what comes after it goes on.
   */
  public static final int ATTEMPTS_MAX = 20;

  private final Database database;
  private final EventLog eventLog;
  private final Leases leases;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Function<String, ExecutorService> cores;
  private final List<Member> members = new CopyOnWriteArrayList<>();

  /**
   * @param random for jitter; thread-safe
   */
  public Broker(
      Database database,
      EventLog eventLog,
      Leases leases,
      InstantSource clock,
      RandomGenerator random) {
    this(database, eventLog, leases, clock, random, PrepareEvents::allCores);
  }

  /**
   * As the other one.
   *
   * @param cores the threads on which the processor with this name prepares, ended with it
   */
  Broker(
      Database database,
      EventLog eventLog,
      Leases leases,
      InstantSource clock,
      RandomGenerator random,
      Function<String, ExecutorService> cores) {
    this.database = database;
    this.eventLog = eventLog;
    this.leases = leases;
    this.clock = clock;
    this.random = random;
    this.cores = cores;
  }

  /** Adds a processor; if it is new it gets what is appended from now on. */
  public void register(EventProcessor processor) {
    register(processor, Begin.FROM_NOW);
  }

  /**
   * Adds a processor; to be done before {@link #start}, and before anything is appended.
   *
   * @param where it begins if it is new; one that has begun before goes on where it was
   */
  public void register(EventProcessor processor, Begin where) {
    new BeginProcessors(database, clock).begin(processor, where);
    ProcessorRun run =
        new ProcessorRun(processor, database, leases, clock, random, cores.apply(processor.name()));
    Loop loop =
        new Loop("processor-" + processor.name(), WAIT_MAX, processor.gathering(), run::runOnce);
    eventLog.register(processor, loop::wake);
    members.add(new Member(run, loop));
  }

  /** How the processors are doing, and what they have given up. */
  public Processors processors() {
    return new Processors(database, this::wake);
  }

  /** Lets each processor take one batch of what is due; returns how many events were taken. */
  public int runOnce() {
    return members.stream().mapToInt(member -> member.run().runOnce()).sum();
  }

  /** Starts a loop for each processor. */
  public void start() {
    members.forEach(member -> member.loop().start());
  }

  /** Ends the loops after their present batch and gives the leases back. */
  @Override
  public void close() {
    members.forEach(member -> member.loop().stop());
    members.forEach(member -> member.run().close());
  }

  private void wake(String processor) {
    members.stream()
        .filter(member -> member.run().name().equals(processor))
        .forEach(member -> member.loop().wake());
  }

  private record Member(ProcessorRun run, Loop loop) {}
}
