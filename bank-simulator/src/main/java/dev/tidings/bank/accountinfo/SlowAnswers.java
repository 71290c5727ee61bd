package dev.tidings.bank.accountinfo;

import dev.tidings.bank.ledger.ErrorPath;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets TPPs wait for what they read of {@link ErrorPath#SLOW}. An answer that waits holds no
 * thread, so that nobody else waits with it. Thread-safe.
 */
public final class SlowAnswers {

  /** How much later than others the answers come. */
  public static final Duration DELAY = Duration.ofSeconds(5);

  /** Answers that wait at one time; further ones come at once. */
  public static final int WAITING_MAX = 100;

  private final Function<Duration, CompletableFuture<?>> timer;
  private final AtomicInteger waiting = new AtomicInteger();

  /** One that waits by the machine's timer. */
  public SlowAnswers() {
    this(SlowAnswers::after);
  }

  /**
   * @param timer what it gives ends after so long
   */
  SlowAnswers(Function<Duration, CompletableFuture<?>> timer) {
    this.timer = timer;
  }

  /** To be done once a server. */
  public void register(RoutesConfig routes) {
    routes.after(ApiLinks.BASE + "/*", this::delay);
  }

  private void delay(Context ctx) {
    if (ReadingUnder.of(ctx)
        .filter(consent -> ErrorPath.SLOW.customerId().equals(consent.customerId()))
        .isEmpty()) {
      return;
    }
    if (waiting.incrementAndGet() > WAITING_MAX) {
      waiting.decrementAndGet();
      return;
    }
    ctx.future(() -> timer.apply(DELAY).whenComplete((done, error) -> waiting.decrementAndGet()));
  }

  private static CompletableFuture<?> after(Duration delay) {
    return CompletableFuture.runAsync(
        () -> {},
        CompletableFuture.delayedExecutor(
            delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread));
  }
}
