package dev.tidings.bank.sandbox;

import dev.tidings.bank.BankConfig;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the activity generator at random moments until it is closed. Thread-safe. */
public final class ActivitySchedule implements AutoCloseable {

  /** Mean pause between two changes of a calm bank. */
  public static final long CALM_PAUSE_MS_MEAN = 5_000;

  /** Mean pause between two changes of a busy bank. */
  public static final long BUSY_PAUSE_MS_MEAN = 200;

  /** How long closing waits for the step at hand. */
  public static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(ActivitySchedule.class);

  private final ActivityGenerator generator;
  private final BankConfig.Activity activity;
  private final Draw draw;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("activity").factory());

  /**
   * @param seed decides the pauses
   */
  public ActivitySchedule(ActivityGenerator generator, BankConfig.Activity activity, long seed) {
    this.generator = generator;
    this.activity = activity;
    this.draw = new Draw(seed, "pauses");
  }

  /** Begins; does nothing when the activity is off. To be called once. */
  public void start() {
    switch (activity) {
      case off -> {}
      case calm -> next(CALM_PAUSE_MS_MEAN);
      case busy -> next(BUSY_PAUSE_MS_MEAN);
    }
  }

  /** Ends; no step is under way afterwards. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("the activity's last step did not end within {}", CLOSE_WAIT_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(long pauseMsMean) {
    var _ =
        executor.schedule(
            () -> step(pauseMsMean), draw.pauseMs(pauseMsMean), TimeUnit.MILLISECONDS);
  }

  private void step(long pauseMsMean) {
    try {
      generator.step();
    } catch (RuntimeException e) {
      log.warn("a step of the activity failed, the next one is tried in time", e);
    }
    if (!executor.isShutdown()) {
      next(pauseMsMean);
    }
  }
}
