package dev.tidings.persistence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Paces housekeeping that other work drives, so that an idle program stays idle. The first interval
 * begins when this is made. Thread-safe.
 */
public final class NowAndThen {

  private final Duration interval;
  private final InstantSource clock;
  private final AtomicReference<Instant> last;

  /**
   * @param interval the least time between two runs
   */
  public NowAndThen(Duration interval, InstantSource clock) {
    this.interval = interval;
    this.clock = clock;
    this.last = new AtomicReference<>(clock.instant());
  }

  /** Runs it if the last time is long enough ago. */
  public void ifDue(Runnable housekeeping) {
    Instant before = last.get();
    Instant now = clock.instant();
    if (now.isAfter(before.plus(interval)) && last.compareAndSet(before, now)) {
      housekeeping.run();
    }
  }
}
