package dev.tidings.bank.notification;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Many simulated worlds, as many at a time as there are cores; says every few seconds how far.
 * Whatever goes wrong, within a world or around it, is a failure.
 */
final class Worlds {

  /** The longest that a world may take, which otherwise takes a second or so. */
  static final Duration WORLD_MAX = Duration.ofMinutes(5);

  /** After so many no more are begun. */
  private static final int FAILURES_MAX = 5;

  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

  private final int count;
  private final long from;
  private final String name;
  private final World world;
  private final Duration worldMax;
  private final AtomicLong next;
  private final AtomicInteger completed = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final Map<Thread, Begun> begun = new ConcurrentHashMap<>();
  private final Tally tally = new Tally();
  private final long begunNs = System.nanoTime();
  private volatile boolean givenUp;

  /**
   * @param name of the database, as {@code scripts/campaign} takes it
   */
  Worlds(int count, long from, String name, World world, Duration worldMax) {
    this.count = count;
    this.from = from;
    this.name = name;
    this.world = world;
    this.worldMax = worldMax;
    this.next = new AtomicLong(from);
  }

  /** One world, from its beginning to its end. */
  @FunctionalInterface
  interface World {
    Tally run(long seed, SimulationDatabase database);
  }

  /**
   * What came of all.
   *
   * @param completed worlds that came to their end, well
   * @param failures with their seeds
   */
  record Result(int completed, List<String> failures, Tally tally) {}

  /** Runs the seeds from one on. */
  Result run(Supplier<SimulationDatabase> databases) {
    List<Thread> workers = new ArrayList<>();
    int cores = Math.min(count, Runtime.getRuntime().availableProcessors());
    for (int core = 0; core < cores; core++) {
      workers.add(Thread.ofPlatform().daemon().start(() -> work(databases)));
    }
    Duration look = worldMax.compareTo(PROGRESS_EVERY) < 0 ? worldMax : PROGRESS_EVERY;
    try {
      for (Thread worker : workers) {
        while (!givenUp && !worker.join(look)) {
          say();
          giveUpWhatHangs();
        }
      }
    } catch (InterruptedException e) {
      failures.add("interrupted on " + name + " in the worlds " + begun.values());
      givenUp = true;
    }
    say();
    return new Result(completed.get(), List.copyOf(failures), tally);
  }

  private void work(Supplier<SimulationDatabase> databases) {
    try (SimulationDatabase database = databases.get()) {
      for (long seed = next.getAndIncrement();
          seed < from + count && !givenUp && failures.size() < FAILURES_MAX;
          seed = next.getAndIncrement()) {
        run(seed, database);
      }
    } catch (Throwable e) {
      failures.add("the database " + name + ": " + text(e));
    }
  }

  private void run(long seed, SimulationDatabase database) {
    begun.put(Thread.currentThread(), new Begun(seed, System.nanoTime()));
    try {
      tally.add(world.run(seed, database));
      completed.incrementAndGet();
    } catch (Throwable e) {
      failures.add(onceMore(seed) + text(e));
    } finally {
      begun.remove(Thread.currentThread());
    }
  }

  /** What a thread hangs in cannot be ended: its seed is named, and the others are left too. */
  private void giveUpWhatHangs() {
    begun.forEach((thread, one) -> {
      if (System.nanoTime() - one.atNs() > worldMax.toNanos()) {
        StringBuilder where = new StringBuilder();
        for (StackTraceElement element : thread.getStackTrace()) {
          where.append(System.lineSeparator()).append("  at ").append(element);
        }
        failures.add(onceMore(one.seed()) + "it never ends" + where);
        givenUp = true;
      }
    });
  }

  private String onceMore(long seed) {
    return "once more: scripts/campaign --seeds 1 --from %d --db %s%n".formatted(seed, name);
  }

  private void say() {
    System.out.printf(
        "%d of %d worlds on %s in %d s: %d events, %d pushes, %d failed%s%n",
        completed.get(),
        count,
        name,
        (System.nanoTime() - begunNs) / 1_000_000_000,
        tally.of(Tally.Count.EVENTS),
        tally.of(Tally.Count.PUSHES),
        failures.size(),
        begun.isEmpty() ? "" : ", now " + begun.values());
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** A world under way. */
  private record Begun(long seed, long atNs) {

    @Override
    public String toString() {
      return "seed " + seed;
    }
  }
}
