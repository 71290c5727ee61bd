package dev.tidings.tpp.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Money;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void moneyIsWrittenAsItsCurrencyIs() {
    assertThat(Figures.money(new Money(-120_450, "GBP"))).isEqualTo("−£1,204.50");
    assertThat(Figures.money(new Money(5, "EUR"))).isEqualTo("€0.05");
    assertThat(Figures.money(new Money(1_234, "JPY"))).endsWith("1,234");
    assertThat(Figures.signed(new Money(1_240, "GBP"))).isEqualTo("+£12.40");
    assertThat(Figures.signed(Money.zero("GBP"))).isEqualTo("£0.00");
  }

  @Test
  void agesAreSaidInTheLargestWholeUnit() {
    Instant now = SampleViews.NOW;
    assertThat(Figures.ago(now.plusSeconds(5), now)).isEqualTo("just now");
    assertThat(Figures.ago(now.minusSeconds(59), now)).isEqualTo("59 s ago");
    assertThat(Figures.ago(now.minusSeconds(60), now)).isEqualTo("1 min ago");
    assertThat(Figures.ago(now.minusSeconds(7_300), now)).isEqualTo("2 h ago");
    assertThat(Figures.ago(now.minusSeconds(200_000), now)).isEqualTo("2 d ago");
  }

  @Test
  void aChangeSaysWhatMovedAndHowLongItTook() {
    var change = SampleViews.change(1, 0, 500);
    assertThat(Figures.headline(change)).isEqualTo("+£5.00 from Alder Bank");
    assertThat(Figures.took(change)).isEqualTo("38 ms");
    assertThat(Figures.headline(SampleViews.change(2, 500, 180))).isEqualTo("−£3.20 at Alder Bank");
  }
}
