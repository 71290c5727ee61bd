package dev.tidings.acceptance.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on several threads, none of which fails unseen. */
final class Together {

  private Together() {}

  /**
   * Waits until all are done.
   *
   * @param threads ended at the first failure, which is thrown
   */
  static void await(ExecutorService threads, List<? extends Future<?>> tasks, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    boolean done = false;
    try {
      for (Future<?> task : tasks) {
        task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      done = true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("not done within " + atMost, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      if (!done) {
        threads.shutdownNow();
      }
    }
  }
}
