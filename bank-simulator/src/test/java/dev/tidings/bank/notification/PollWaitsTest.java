package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollWaitsTest {

  private final PollWaits waits = new PollWaits();

  @Test
  void oneSubscriptionLeavesPlacesToTheOthers() {
    for (int poll = 0; poll < PollWaits.WAITS_PER_SUBSCRIPTION_MAX; poll++) {
      assertThat(waits.enter("greedy")).isTrue();
    }
    assertThat(waits.enter("greedy")).isFalse();
    assertThat(waits.enter("other")).isTrue();

    waits.leave("greedy");
    assertThat(waits.enter("greedy")).isTrue();
    assertThat(waits.enter("greedy")).isFalse();
  }

  @Test
  void allTogetherHaveAMaximum() {
    for (int poll = 0; poll < PollWaits.WAITS_MAX; poll++) {
      assertThat(waits.enter("s" + poll)).isTrue();
    }
    assertThat(waits.enter("one more")).isFalse();

    waits.leave("s0");
    assertThat(waits.enter("one more")).isTrue();
  }
}
