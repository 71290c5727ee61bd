package dev.tidings.bank.broker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a step on a thread of its own while there is work, else waits to be woken. */
public final class Loop {

  /** How long a stop waits for the present step. */
  public static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private final String name;
  private final Duration waitMax;
  private final Duration gathering;
  private final IntSupplier step;
  private final WakeUp wakeUp = new WakeUp();
  private CountDownLatch stopped = new CountDownLatch(0);
  private @Nullable Thread thread;

  /**
   * @param step returns how much it has done; after zero the loop waits
   */
  public Loop(String name, Duration waitMax, IntSupplier step) {
    this(name, waitMax, Duration.ZERO, step);
  }

  /**
   * As {@link #Loop(String, Duration, IntSupplier)}.
   *
   * @param gathering for so long it lets work come together, after it has waited for any
   */
  Loop(String name, Duration waitMax, Duration gathering, IntSupplier step) {
    this.name = name;
    this.waitMax = waitMax;
    this.gathering = gathering;
    this.step = step;
  }

  /** Begins; at most once at a time. */
  public synchronized void start() {
    if (stopped.getCount() > 0) {
      throw new IllegalStateException(name + " is already running");
    }
    CountDownLatch end = new CountDownLatch(1);
    stopped = end;
    thread = Thread.ofPlatform().name(name).start(() -> run(end));
  }

  /** Ends after the present step. */
  public synchronized void stop() {
    stopped.countDown();
    wakeUp.signal();
    if (thread == null) {
      return;
    }
    try {
      if (!thread.join(STOP_WAIT_MAX)) {
        log.warn("{} is still busy after {}", name, STOP_WAIT_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  /** Ends the present or the next waiting; quick. */
  public void wake() {
    wakeUp.signal();
  }

  private void run(CountDownLatch end) {
    try {
      long pauseNs = 0;
      while (!end.await(pauseNs, TimeUnit.NANOSECONDS)) {
        pauseNs = 0;
        if (runStep() == 0) {
          wakeUp.await(waitMax);
          pauseNs = gathering.toNanos();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int runStep() {
    try {
      return step.getAsInt();
    } catch (RuntimeException | Error e) {
      log.error("{} failed and goes on", name, e);
      return 0;
    }
  }
}
