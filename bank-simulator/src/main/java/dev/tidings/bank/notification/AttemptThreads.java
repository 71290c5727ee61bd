package dev.tidings.bank.notification;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads for attempts, usually virtual ones, ended with patience. Thread-safe. */
final class AttemptThreads implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AttemptThreads.class);

  private final ExecutorService threads;
  private final Duration patience;

  /**
   * @param patience how long a close waits for what is under way
   */
  AttemptThreads(Duration patience) {
    this(Executors.newVirtualThreadPerTaskExecutor(), patience);
  }

  /**
   * As {@link #AttemptThreads(Duration)}.
   *
   * @param threads ended with these
   */
  AttemptThreads(ExecutorService threads, Duration patience) {
    this.threads = threads;
    this.patience = patience;
  }

  /** False when they are ending: whatever it was stays in the table. */
  boolean execute(Runnable task) {
    try {
      threads.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      log.debug("stopping: an attempt stays in the table");
      return false;
    }
  }

  boolean areEnding() {
    return threads.isShutdown();
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
