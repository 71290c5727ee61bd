package dev.tidings.tpp.timing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
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

  private static final Logger log = LoggerFactory.getLogger(DueTimer.class);

  private final InstantSource clock;
  private final Runnable step;
  private final ScheduledExecutorService thread;
  private @Nullable Instant next;
  private @Nullable ScheduledFuture<?> waiting;

  public DueTimer(String name, InstantSource clock, Runnable step) {
    this.clock = clock;
    this.step = step;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name).daemon().factory());
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

  @Override
  public void close() {
    thread.shutdownNow();
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
