package dev.tidings.tpp.timing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one step when the earliest asked-for time has come, then waits for the next request; idle
 * otherwise. The step looks up itself what is due. Thread-safe.
 */
public final class DueTimer implements AutoCloseable {

  /** The least wait, so that a clock that stands still makes no busy loop. */
  static final Duration WAIT_MIN = Duration.ofMillis(100);

  /** How long the step at hand is waited for. */
  public static final Duration ENDING_MAX = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(DueTimer.class);

  private final InstantSource clock;
  private final Runnable step;
  private final ScheduledThreadPoolExecutor thread;
  private @Nullable Instant next;
  private @Nullable ScheduledFuture<?> waiting;

  public DueTimer(String name, InstantSource clock, Runnable step) {
    this.clock = clock;
    this.step = step;
    this.thread =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(name).daemon().factory());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Asks for a step at this time, or at an earlier one already asked for. */
  public synchronized void at(Instant due) {
    if (thread.isShutdown() || (next != null && !due.isBefore(next))) {
      return;
    }
    if (waiting != null) {
      waiting.cancel(false);
    }
    next = due;
    Duration wait = Duration.between(clock.instant(), due);
    waiting =
        thread.schedule(
            this::run,
            (wait.compareTo(WAIT_MIN) < 0 ? WAIT_MIN : wait).toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Begins no further step. The one at hand is not interrupted: that would close the embedded
   * database's file.
   */
  @Override
  public synchronized void close() {
    thread.shutdown();
  }

  /** After {@link #close}: waits until no step is under way, at most {@link #ENDING_MAX}. */
  public void awaitEnded() {
    try {
      if (!thread.awaitTermination(ENDING_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("the last timed step did not end within {}", ENDING_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    synchronized (this) {
      next = null;
      waiting = null;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      log.error("a timed step failed; it is tried again", e);
      at(clock.instant().plusSeconds(1));
    }
  }
}
