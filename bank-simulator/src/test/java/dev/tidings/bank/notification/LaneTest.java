package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(1);

  private final Lane lane = new Lane();

  @BeforeEach
  void loadNothing() {
    assertThat(lane.beginLoading()).isPresent();
    lane.loaded(List.of(), NOW);
  }

  @Test
  void oneOfAKeyAndNoMoreThanTheCapAreInFlight() {
    for (String key : List.of("a", "b", "c")) {
      lane.offer(queued(key, 1), NOW);
      lane.offer(queued(key, 2), NOW);
    }

    assertThat(lane.take(NOW, 2)).containsExactly(queued("a", 1), queued("b", 1));
    assertThat(lane.take(NOW, 2)).isEmpty();
    lane.done(queued("b", 1), NOW);
    assertThat(lane.take(NOW, 2)).containsExactly(queued("c", 1));
    lane.done(queued("a", 1), NOW);
    assertThat(lane.take(NOW, 2)).containsExactly(queued("b", 2));
  }

  @Test
  void aFailedHeadWaitsAndItsFollowersStayInTheTable() {
    lane.offer(queued("a", 1), NOW);
    lane.offer(queued("a", 2), NOW);
    lane.take(NOW, 2);
    lane.retry(queued("a", 1), LATER, NOW);
    lane.offer(queued("a", 3), NOW);
    lane.offer(queued("b", 1), NOW);

    assertThat(lane.take(NOW, 2)).containsExactly(queued("b", 1));
    assertThat(lane.take(LATER, 2)).containsExactly(queued("a", 1));
    assertThat(lane.wantsLoading()).isFalse();
    lane.done(queued("a", 1), LATER);
    assertThat(lane.beginLoading()).contains(List.of());
    lane.loaded(List.of(queued("a", 2), queued("a", 3)), LATER);
    assertThat(lane.take(LATER, 2)).containsExactly(queued("a", 2));
  }

  @Test
  void whatComesDuringLoadingIsLoadedAfterwards() {
    lane.lookAgain();
    assertThat(lane.beginLoading()).isPresent();
    lane.offer(queued("a", 9), NOW);
    lane.loaded(List.of(queued("a", 8)), NOW);

    assertThat(lane.take(NOW, 2)).containsExactly(queued("a", 8));
    assertThat(lane.wantsLoading()).isTrue();
  }

  @Test
  void whatIsDoneDuringLoadingIsNotTakenAgain() {
    lane.offer(queued("a", 1), NOW);
    lane.take(NOW, 1);
    lane.lookAgain();
    assertThat(lane.beginLoading()).isPresent();
    lane.done(queued("a", 1), NOW);
    lane.loaded(List.of(queued("a", 1), queued("a", 2)), NOW);

    assertThat(lane.take(NOW, 1)).containsExactly(queued("a", 2));
  }

  @Test
  void whatWasReadFromTheTableAndIsDoneIsNotTakenAgainWhenItIsToldOf() {
    lane.lookAgain();
    assertThat(lane.beginLoading()).isPresent();
    lane.loaded(List.of(queued("a", 1)), NOW);
    assertThat(lane.take(NOW, 1)).containsExactly(queued("a", 1));
    lane.done(queued("a", 1), NOW);
    lane.offer(queued("a", 1), NOW);

    assertThat(lane.take(NOW, 1)).isEmpty();
  }

  @Test
  void norWhenTheTableWasReadOnceMoreBeforeItIsToldOf() {
    lane.lookAgain();
    assertThat(lane.beginLoading()).isPresent();
    lane.loaded(List.of(queued("a", 1)), NOW);
    assertThat(lane.take(NOW, 1)).containsExactly(queued("a", 1));
    lane.done(queued("a", 1), NOW);
    lane.lookAgain();
    assertThat(lane.beginLoading()).isPresent();
    lane.loaded(List.of(), NOW);
    lane.offer(queued("a", 1), NOW);

    assertThat(lane.take(NOW, 1)).isEmpty();
  }

  private static Queued queued(String key, long version) {
    return new Queued(key + version, key, version, NOW);
  }
}
