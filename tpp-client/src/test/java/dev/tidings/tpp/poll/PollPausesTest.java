package dev.tidings.tpp.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollPausesTest {

  private static final Duration AT_ONCE = Duration.ofMillis(5);

  private final PollPauses pauses = new PollPauses();

  @Test
  void pausesGrowWhileTheBankAnswersAtOnceWithNothing() {
    assertThat(
            Stream.generate(() -> pauses.after(false, AT_ONCE)).limit(7).map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void newsEndThem() {
    pauses.after(false, AT_ONCE);
    pauses.after(false, AT_ONCE);

    assertThat(pauses.after(true, AT_ONCE)).isZero();
    assertThat(pauses.after(false, AT_ONCE)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aBankThatKeepsUsWaitingIsAskedAgainAtOnce() {
    pauses.after(false, AT_ONCE);

    for (int polls = 1; polls <= 5; polls++) {
      assertThat(pauses.after(false, PollPauses.HELD_MIN)).isZero();
    }
    assertThat(pauses.after(false, AT_ONCE)).isEqualTo(Duration.ofSeconds(1));
  }
}
