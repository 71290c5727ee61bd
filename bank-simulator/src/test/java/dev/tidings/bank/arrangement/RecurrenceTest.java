package dev.tidings.bank.arrangement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecurrenceTest {

  @Test
  void aDayAtAWeekendMovesToMondayEvenIntoTheNextMonth() {
    Recurrence last = new Recurrence(Recurrence.EVERY_MONTH, 31);
    assertThat(last.isDue(LocalDate.parse("2026-06-01"))).isTrue();
    assertThat(last.isDue(LocalDate.parse("2026-05-31"))).isFalse();
    assertThat(last.next(LocalDate.parse("2026-05-29"))).isEqualTo("2026-06-01");
    assertThat(last.next(LocalDate.parse("2026-06-01"))).isEqualTo("2026-06-30");
  }

  @Test
  void theNextDayIsAlwaysDueAndNoneIsLeftOut() {
    Recurrence quarterly = new Recurrence(Set.of(2, 5, 8, 11), 7);
    LocalDate day = LocalDate.parse("2026-01-01");
    LocalDate next = quarterly.next(day);
    for (int i = 0; i < 1500; i++) {
      day = day.plusDays(1);
      assertThat(quarterly.isDue(day)).isEqualTo(day.equals(next));
      next = day.equals(next) ? quarterly.next(day) : next;
    }
  }
}
