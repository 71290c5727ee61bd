package dev.tidings.tpp.view;

import static dev.tidings.tpp.view.TestView.NOW;
import static dev.tidings.tpp.view.TestView.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NetWorthHistoryTest {

  private final TestView view = new TestView();
  private final NetWorthHistory history =
      new NetWorthHistory(view.database, Rates.FIXED, () -> NOW);

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void thePastIsTodayLessWhatHappenedSince() {
    view.accounts("A1:GBP", "A2:EUR").balance("A1", "100.00", "GBP").balance("A2", "50.00", "EUR");
    view.told(
        "A1",
        transaction("A1", "T1", NOW, "Coffee", "-10.00", Map.of()),
        transaction("A1", "T2", NOW.minus(Duration.ofDays(2)), "Pay", "60.00", Map.of()));

    NetWorth worth = history.read();

    assertThat(worth.days()).hasSize(NetWorthHistory.DAYS + 1);
    assertThat(worth.now()).isEqualTo(gbp(143_00));
    assertThat(worth.days().getLast().date()).isEqualTo(LocalDate.of(2026, 11, 23));
    assertThat(worth.movedIn(1)).isEqualTo(gbp(-10_00));
    assertThat(worth.movedIn(2)).isEqualTo(gbp(-10_00));
    assertThat(worth.movedIn(3)).isEqualTo(gbp(50_00));
    assertThat(worth.movedIn(10_000)).isEqualTo(gbp(50_00));
    assertThat(worth.lowest().worth()).isEqualTo(gbp(93_00));
    assertThat(worth.highest().worth()).isEqualTo(gbp(153_00));
    assertThat(worth.monthEnds()).hasSize(13);
  }

  @Test
  void withoutAReadAccountThereIsNoPast() {
    view.accounts("A1:GBP");

    assertThat(history.read().isEmpty()).isTrue();
  }

  @Test
  void aCurrencyWithoutARateIsLeftOutAndThatIsKnown() {
    Money yen = new Money(1_000, "JPY");

    assertThat(Rates.FIXED.inBase(yen)).isEmpty();
    assertThat(Rates.FIXED.covers(List.of(yen))).isFalse();
    assertThat(Rates.FIXED.total(List.of(yen, gbp(5)))).isEqualTo(gbp(5));
  }

  private static Money gbp(long minor) {
    return new Money(minor, "GBP");
  }
}
