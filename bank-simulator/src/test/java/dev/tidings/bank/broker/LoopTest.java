package dev.tidings.bank.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopTest {

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
