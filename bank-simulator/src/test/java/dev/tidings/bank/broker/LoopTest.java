package dev.tidings.bank.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {

  @Test
  void letsWorkComeTogether() throws InterruptedException {
    Semaphore steps = new Semaphore(0);
    AtomicInteger work = new AtomicInteger();
    AtomicInteger atOnce = new AtomicInteger();
    Loop loop =
        new Loop(
            "test",
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            () -> {
              atOnce.accumulateAndGet(work.getAndSet(0), Math::max);
              steps.release();
              return 0;
            });
    loop.start();
    try {
      assertThat(steps.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      for (int pieces = 1; pieces <= 3; pieces++) {
        work.incrementAndGet();
        loop.wake();
      }
      assertThat(steps.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      loop.stop();
    }
    assertThat(atOnce).hasValue(3);
  }

  @Test
  void goesOnWhateverAStepThrows() throws InterruptedException {
    CountDownLatch steps = new CountDownLatch(3);
    Loop loop =
        new Loop(
            "test",
            Duration.ofMillis(1),
            () -> {
              steps.countDown();
              if (steps.getCount() == 2) {
                throw new IllegalStateException("as the test wants");
              }
              throw new NoClassDefFoundError("as the test wants");
            });
    loop.start();
    try {
      assertThat(steps.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      loop.stop();
    }
  }
}
