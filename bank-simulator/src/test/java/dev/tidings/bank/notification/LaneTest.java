package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(1);

  private final Lane lane = new Lane();

  @BeforeEach
  void loadNothing() {
    load();
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
  void whatIsAcceptedLetsTheNextStartBeforeItIsWrittenDown() {
    lane.offer(queued("a", 1), NOW);
    lane.offer(queued("a", 2), NOW);
    assertThat(lane.take(NOW, 1)).containsExactly(queued("a", 1));
    lane.accepted(queued("a", 1), NOW);
    assertThat(lane.take(NOW, 1)).containsExactly(queued("a", 2));
    lane.accepted(queued("a", 2), NOW);
    lane.lookAgain();
    load(queued("a", 1), queued("a", 2));

    assertThat(lane.take(NOW, 1)).isEmpty();
    lane.offer(queued("a", 3), NOW);
    lane.done(queued("a", 1), NOW);
    assertThat(lane.take(NOW, 1)).containsExactly(queued("a", 3));
  }

  @Test
  void whatIsAcceptedAndCouldNotBeWrittenDownIsReadAgainWhenItIsDue() {
    lane.offer(queued("a", 1), NOW);
    lane.take(NOW, 1);
    lane.accepted(queued("a", 1), NOW);
    lane.retry(queued("a", 1), LATER, NOW);
    lane.lookAgain();
    load(queued("a", 1));

    assertThat(lane.take(NOW, 1)).isEmpty();
    assertThat(lane.wantsLoading()).isFalse();
    assertThat(lane.take(LATER, 1)).isEmpty();
    load(queued("a", 1));
    assertThat(lane.take(LATER, 1)).containsExactly(queued("a", 1));
  }

  @Test
  void aKeyWithMoreInTheTableIsReadOnlyWhenAllBeforeItAreWrittenDown() {
    lane.offer(queued("a", 1), NOW);
    lane.offer(queued("a", 2), NOW);
    lane.take(NOW, 1);
    lane.retry(queued("a", 1), LATER, NOW);
    lane.take(LATER, 1);
    lane.accepted(queued("a", 1), LATER);

    assertThat(lane.wantsLoading()).isFalse();
    lane.done(queued("a", 1), LATER);
    assertThat(begin()).isEqualTo(new Lane.Wanted(List.of("a"), false));
  }

  @Test
  void aProbeWaitsForWhatIsBeingWrittenDown() {
    lane.offer(queued("a", 1), NOW);
    lane.offer(queued("a", 2), NOW);
    lane.take(NOW, 1);
    lane.accepted(queued("a", 1), NOW);

    assertThat(lane.takeProbe(NOW)).isEmpty();
    lane.done(queued("a", 1), NOW);
    assertThat(lane.takeProbe(NOW)).containsExactly(queued("a", 2));
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
    Lane.Wanted wanted = begin();
    assertThat(wanted).isEqualTo(new Lane.Wanted(List.of("a"), false));
    lane.takeInKey("a", List.of(queued("a", 2), queued("a", 3)), LATER);
    lane.loaded(wanted, true, LATER);
    assertThat(lane.take(LATER, 2)).containsExactly(queued("a", 2));
  }

  @Test
  void whatComesDuringLoadingIsTakenInAfterwards() {
    lane.lookAgain();
    Lane.Wanted wanted = begin();
    lane.offer(queued("a", 9), NOW);
    lane.offer(queued("a", 10), NOW);
    lane.takeIn(List.of(queued("a", 8), queued("a", 9)), NOW);
    lane.loaded(wanted, true, NOW);

    assertThat(lane.wantsLoading()).isFalse();
    for (int version = 8; version <= 10; version++) {
      assertThat(lane.take(NOW, 2)).containsExactly(queued("a", version));
      lane.done(queued("a", version), NOW);
    }
  }

  @Test
  void butNotWhenTheTableMayHaveWhatNobodyToldOf() {
    lane.lookAgain();
    Lane.Wanted wanted = begin();
    lane.lookAgain();
    lane.offer(queued("a", 9), NOW);
    lane.loaded(wanted, true, NOW);

    assertThat(lane.take(NOW, 2)).isEmpty();
    assertThat(lane.wantsLoading()).isTrue();
  }

  @Test
  void whatWaitsForItsTimeTakesNoPlace() {
    for (int number = 0; number < 2 * Lane.WINDOW_MAX; number++) {
      lane.offer(dueLater("held" + number, 1), NOW);
    }
    lane.lookAgain();
    load(queued("a", 1));
    lane.offer(queued("b", 1), NOW);

    assertThat(lane.take(NOW, 3)).containsExactly(queued("a", 1), queued("b", 1));
    assertThat(lane.take(LATER, Integer.MAX_VALUE)).hasSize(2 * Lane.WINDOW_MAX);
  }

  @Test
  void moreThanMemoryHoldsStayInTheTableAndSoDoTheirFollowers() {
    for (int number = 0; number < Lane.HELD_MAX; number++) {
      lane.offer(dueLater("held" + number, 1), NOW);
    }
    lane.lookAgain();
    load(dueLater("a", 1), queued("a", 2), queued("b", 1));
    assertThat(lane.take(NOW, 3)).containsExactly(queued("b", 1));
    lane.offer(queued("a", 3), NOW);
    assertThat(lane.take(NOW, 3)).isEmpty();

    lane.retry(queued("b", 1), LATER, NOW);
    lane.lookAgain();
    load(dueLater("a", 1), queued("a", 2), queued("a", 3), dueLater("b", 1), queued("b", 2));
    assertThat(lane.take(NOW, 3)).isEmpty();
  }

  @Test
  void manyOfOneKeyLeaveRoomForOthersAndAreReadBitByBit() {
    List<Queued> many =
        IntStream.rangeClosed(1, Lane.WINDOW_MAX).mapToObj(each -> queued("a", each)).toList();
    lane.lookAgain();
    Lane.Wanted wanted = begin();
    assertThat(lane.takeIn(many, NOW)).isTrue();
    assertThat(lane.leftOut()).containsExactly("a");
    assertThat(lane.takeIn(List.of(queued("b", 1)), NOW)).isTrue();
    lane.loaded(wanted, true, NOW);
    assertThat(lane.take(NOW, 2)).containsExactly(queued("a", 1), queued("b", 1));

    for (int version = 1; version <= Lane.KEY_MAX; version++) {
      lane.done(queued("a", version), NOW);
      lane.offer(queued("a", Lane.WINDOW_MAX + version), NOW);
      lane.take(NOW, 2);
    }
    wanted = begin();
    assertThat(wanted).isEqualTo(new Lane.Wanted(List.of("a"), false));
    lane.takeInKey("a", many.subList(Lane.KEY_MAX, Lane.KEY_MAX + 1), NOW);
    lane.loaded(wanted, true, NOW);
    assertThat(lane.take(NOW, 2)).containsExactly(queued("a", Lane.KEY_MAX + 1));
  }

  @Test
  void whatTheWindowHasNoRoomForIsReadWhenItHas() {
    List<Queued> page =
        IntStream.rangeClosed(1, Lane.WINDOW_MAX).mapToObj(each -> queued("k" + each, 1)).toList();
    lane.lookAgain();
    Lane.Wanted wanted = begin();
    assertThat(lane.takeIn(page, NOW)).isFalse();
    lane.loaded(wanted, true, NOW);
    lane.offer(queued("k1", 3), NOW);
    lane.take(NOW, Integer.MAX_VALUE).forEach(taken -> lane.done(taken, NOW));
    assertThat(lane.wantsLoading()).isTrue();
    load(queued("k1", 2), queued("k1", 3));

    assertThat(lane.take(NOW, 1)).containsExactly(queued("k1", 2));
  }

  @Test
  void aKeyWhoseReadingFailedIsReadAgain() {
    lane.offer(queued("a", 1), NOW);
    lane.offer(queued("a", 2), NOW);
    lane.take(NOW, 1);
    lane.retry(queued("a", 1), LATER, NOW);
    lane.take(LATER, 1);
    lane.done(queued("a", 1), LATER);
    Lane.Wanted wanted = begin();
    lane.loaded(wanted, false, LATER);

    assertThat(begin()).isEqualTo(wanted);
  }

  @Test
  void nothingStartsOnceItIsClosed() {
    lane.offer(queued("a", 1), NOW);
    lane.lookAgain();
    lane.close();

    assertThat(lane.take(NOW, 1)).isEmpty();
    assertThat(lane.takeProbe(NOW)).isEmpty();
    assertThat(lane.beginLoading()).isEmpty();
  }

  @Test
  void whatIsDoneDuringLoadingIsNotTakenAgain() {
    lane.offer(queued("a", 1), NOW);
    lane.take(NOW, 1);
    lane.lookAgain();
    Lane.Wanted wanted = begin();
    lane.done(queued("a", 1), NOW);
    lane.takeIn(List.of(queued("a", 1), queued("a", 2)), NOW);
    lane.loaded(wanted, true, NOW);

    assertThat(lane.take(NOW, 1)).containsExactly(queued("a", 2));
  }

  @Test
  void whatWasReadFromTheTableAndIsDoneIsNotTakenAgainWhenItIsToldOf() {
    lane.lookAgain();
    load(queued("a", 1));
    assertThat(lane.take(NOW, 1)).containsExactly(queued("a", 1));
    lane.done(queued("a", 1), NOW);
    lane.offer(queued("a", 1), NOW);

    assertThat(lane.take(NOW, 1)).isEmpty();
  }

  @Test
  void norWhenTheTableWasReadOnceMoreBeforeItIsToldOf() {
    lane.lookAgain();
    load(queued("a", 1));
    assertThat(lane.take(NOW, 1)).containsExactly(queued("a", 1));
    lane.done(queued("a", 1), NOW);
    lane.lookAgain();
    load();
    lane.offer(queued("a", 1), NOW);

    assertThat(lane.take(NOW, 1)).isEmpty();
  }

  private void load(Queued... oldest) {
    Lane.Wanted wanted = begin();
    assertThat(wanted.all()).isTrue();
    lane.takeIn(List.of(oldest), NOW);
    lane.loaded(wanted, true, NOW);
  }

  private Lane.Wanted begin() {
    return lane.beginLoading().orElseThrow();
  }

  private static Queued dueLater(String key, long version) {
    return new Queued(key + version, key, version, LATER);
  }

  private static Queued queued(String key, long version) {
    return new Queued(key + version, key, version, NOW);
  }
}
