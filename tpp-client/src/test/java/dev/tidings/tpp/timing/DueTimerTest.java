package dev.tidings.tpp.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DueTimerTest {

  private static final int PATIENCE_SECONDS = 10;

  @Test
  void theStepAtHandIsWaitedForAndNotInterrupted() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AtomicBoolean undisturbed = new AtomicBoolean();
    DueTimer timer =
        new DueTimer(
            "test",
            InstantSource.system(),
            () -> {
              begun.countDown();
              undisturbed.set(isReached(closed));
            });
    timer.at(Instant.EPOCH);
    assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    timer.close();
    closed.countDown();
    timer.awaitEnded();

    assertThat(undisturbed).isTrue();
  }

  private static boolean isReached(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
