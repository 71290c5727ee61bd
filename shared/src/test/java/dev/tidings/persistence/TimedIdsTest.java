package dev.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimedIdsTest {

  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00.123Z");

  @Test
  void textOrderIsTimeOrder() {
    assertThat(TimedIds.random(NOON))
        .isGreaterThan(TimedIds.random(NOON.minusMillis(1)))
        .isLessThan(TimedIds.random(NOON.plusMillis(1)));
    assertThat(TimedIds.named(NOON, "z")).isLessThan(TimedIds.named(NOON.plusMillis(1), "a"));
  }

  @Test
  void theyAreUuidsOfTheirVersions() {
    UUID random = UUID.fromString(TimedIds.random(NOON));
    UUID named = UUID.fromString(TimedIds.named(NOON, "event subscription"));

    assertThat(random.version()).isEqualTo(7);
    assertThat(named.version()).isEqualTo(8);
    assertThat(random.variant()).isEqualTo(2);
    assertThat(named.variant()).isEqualTo(2);
    assertThat(random.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    assertThat(named.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void aNameIsTheSameAgainAndAnotherNameAnother() {
    assertThat(TimedIds.named(NOON, "one"))
        .isEqualTo(TimedIds.named(NOON, "one"))
        .isNotEqualTo(TimedIds.named(NOON, "two"));
    assertThat(TimedIds.random(NOON)).isNotEqualTo(TimedIds.random(NOON));
  }
}
