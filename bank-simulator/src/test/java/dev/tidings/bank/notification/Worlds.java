package dev.tidings.bank.notification;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Many simulated worlds, as many at a time as there are cores. */
final class Worlds {

  /** After so many no more are begun. */
  private static final int FAILURES_MAX = 5;

  private static final int PROGRESS_EVERY = 500;

  private Worlds() {}

  /** Runs the seeds from one on; what failed, with its seed. */
  static List<String> run(int count, long from, Supplier<SimulationDatabase> databases) {
    AtomicLong next = new AtomicLong(from);
    AtomicInteger facts = new AtomicInteger();
    AtomicInteger pushes = new AtomicInteger();
    ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    List<Thread> workers = new ArrayList<>();
    int cores = Math.min(count, Runtime.getRuntime().availableProcessors());
    for (int core = 0; core < cores; core++) {
      workers.add(
          Thread.ofPlatform()
              .start(() -> {
                try (SimulationDatabase database = databases.get()) {
                  for (long seed = next.getAndIncrement();
                      seed < from + count && failures.size() < FAILURES_MAX;
                      seed = next.getAndIncrement()) {
                    try {
                      Simulation.Figures figures = Simulation.run(seed, database.emptied());
                      facts.addAndGet(figures.facts());
                      pushes.addAndGet(figures.pushes());
                    } catch (Throwable e) {
                      failures.add(text(e));
                    }
                    if ((seed - from + 1) % PROGRESS_EVERY == 0) {
                      System.out.printf(
                          "%d of %d worlds: %d events, %d pushes, %d failed%n",
                          seed - from + 1, count, facts.get(), pushes.get(), failures.size());
                    }
                  }
                }
              }));
    }
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return List.copyOf(failures);
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
