package dev.tidings.bank.notification;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Many simulated worlds, as many at a time as there are cores; says every few seconds how far. */
final class Worlds {

  /** After so many no more are begun. */
  private static final int FAILURES_MAX = 5;

  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

  private final int count;
  private final long from;
  private final String name;
  private final AtomicLong next;
  private final AtomicInteger worlds = new AtomicInteger();
  private final AtomicInteger facts = new AtomicInteger();
  private final AtomicInteger pushes = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final long begunNs = System.nanoTime();
  private long saidNs = begunNs;

  private Worlds(int count, long from, String name) {
    this.count = count;
    this.from = from;
    this.name = name;
    this.next = new AtomicLong(from);
  }

  /**
   * Runs the seeds from one on; what failed, with its seed.
   *
   * @param name of the database, as {@code scripts/campaign} takes it
   */
  static List<String> run(
      int count, long from, String name, Supplier<SimulationDatabase> databases) {
    return new Worlds(count, from, name).run(databases);
  }

  private List<String> run(Supplier<SimulationDatabase> databases) {
    List<Thread> workers = new ArrayList<>();
    int cores = Math.min(count, Runtime.getRuntime().availableProcessors());
    for (int core = 0; core < cores; core++) {
      workers.add(Thread.ofPlatform().start(() -> work(databases)));
    }
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    say();
    return List.copyOf(failures);
  }

  private void work(Supplier<SimulationDatabase> databases) {
    try (SimulationDatabase database = databases.get()) {
      for (long seed = next.getAndIncrement();
          seed < from + count && failures.size() < FAILURES_MAX;
          seed = next.getAndIncrement()) {
        try {
          Simulation.Figures figures = Simulation.run(seed, database.emptied());
          facts.addAndGet(figures.facts());
          pushes.addAndGet(figures.pushes());
        } catch (Throwable e) {
          failures.add(
              "once more: scripts/campaign --seeds 1 --from %d --db %s%n%s"
                  .formatted(seed, name, text(e)));
        }
        worlds.incrementAndGet();
        sayNowAndThen();
      }
    }
  }

  private synchronized void sayNowAndThen() {
    if (System.nanoTime() - saidNs > PROGRESS_EVERY.toNanos()) {
      say();
    }
  }

  private synchronized void say() {
    saidNs = System.nanoTime();
    System.out.printf(
        "%d of %d worlds on %s in %d s: %d events, %d pushes, %d failed%n",
        worlds.get(),
        count,
        name,
        (saidNs - begunNs) / 1_000_000_000,
        facts.get(),
        pushes.get(),
        failures.size());
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
