package dev.tidings.openbanking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "12.40, GBP, 1240, 12.40",
    "12.4, GBP, 1240, 12.40",
    "-0.01, EUR, -1, -0.01",
    "12, GBP, 1200, 12.00",
    "500, JPY, 500, 500",
    "1.234, KWD, 1234, 1.234",
    "12.4000, GBP, 1240, 12.40"
  })
  void decimalsBecomeMinorUnitsAndBack(String text, String currency, long minor, String decimal) {
    Money money = Money.parse(text, currency);
    assertThat(money).isEqualTo(new Money(minor, currency));
    assertThat(money.decimal()).isEqualTo(decimal);
  }

  @ParameterizedTest
  @CsvSource({
    "12.345, GBP",
    "0.5, JPY",
    "a, GBP",
    "'', GBP",
    "1, XXY",
    "1e2, GBP",
    "+1, GBP",
    ".5, GBP",
    "１２, GBP",
    "99999999999999999999, GBP"
  })
  void whatIsNoSumOfTheCurrencyIsRefused(String text, String currency) {
    assertThatIllegalArgumentException().isThrownBy(() -> Money.parse(text, currency));
  }

  @Test
  void theWireHasNoSignButAnIndicator() {
    Money debit = new Money(-1240, "GBP");
    assertThat(debit.amount()).isEqualTo(new Amount("12.40", "GBP"));
    assertThat(debit.indicator()).isEqualTo(CreditDebitIndicator.Debit);
    assertThat(debit.amount().signed(debit.indicator())).isEqualTo(debit);
  }

  @Test
  void zeroIsACredit() {
    Money zero = Money.zero("GBP");
    assertThat(zero.indicator()).isEqualTo(CreditDebitIndicator.Credit);
    assertThat(zero.amount()).isEqualTo(new Amount("0.00", "GBP"));
  }

  @Test
  void sumsStayInOneCurrencyAndNeverOverflow() {
    Money one = new Money(Long.MAX_VALUE, "GBP");
    assertThatThrownBy(() -> one.plus(new Money(1, "GBP"))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Money(Long.MIN_VALUE, "GBP").negate())
        .isInstanceOf(ArithmeticException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> one.plus(new Money(1, "EUR")));
  }
}
