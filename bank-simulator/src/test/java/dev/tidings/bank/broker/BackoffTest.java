package dev.tidings.bank.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  @Test
  void doublesWithJitterUpToTheLongest() {
    Random random = new Random(7);
    for (int failures = 1; failures <= 1_000; failures++) {
      Duration interval = Duration.ofSeconds(failures <= 6 ? 1L << (failures - 1) : 60);
      assertThat(backoff.after(failures, random)).isBetween(interval.dividedBy(2), interval);
    }
  }
}
