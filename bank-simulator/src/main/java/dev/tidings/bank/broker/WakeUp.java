package dev.tidings.bank.broker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Ends the waiting of one loop; many signals while it works are one. Thread-safe. */
public final class WakeUp {

  private final Semaphore signals = new Semaphore(0);

  /** Quick, and never blocks. */
  public void signal() {
    if (signals.availablePermits() == 0) {
      signals.release();
    }
  }

  /**
   * Waits for a signal, at most so long; returns at once if there was one since the last waiting.
   *
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public void await(Duration longest) throws InterruptedException {
    if (signals.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
      signals.drainPermits();
    }
  }
}
