package dev.tidings.bank.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Money;
import org.junit.jupiter.api.Test;

class AmountsTest {

  @Test
  void amountsAreWrittenAsPeopleWriteThem() {
    assertThat(Amounts.of(Money.parse("9081.95", "GBP"))).isEqualTo("£9,081.95");
    assertThat(Amounts.of(Money.parse("-972.21", "GBP"))).isEqualTo("−£972.21");
    assertThat(Amounts.of(Money.parse("0.00", "EUR"))).isEqualTo("€0.00");
    assertThat(Amounts.of(Money.parse("1200", "JPY"))).isEqualTo("JP¥1,200");
  }
}
