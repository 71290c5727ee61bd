package dev.tidings.bank.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class AccountNumbersTest {

  private final Draw draw = new Draw(42, "numbers");

  @Test
  void aSortCodeAndAccountNumberHaveFourteenDigits() {
    assertThat(AccountNumbers.domestic(AccountNumbers.sortCode(42), draw)).matches("99\\d{12}");
  }

  @Test
  void everyIbanPassesItsCheck() {
    for (int i = 0; i < 500; i++) {
      String iban = AccountNumbers.iban(AccountNumbers.sortCode(i), draw);
      assertThat(iban).matches("GB\\d{2}TDNG\\d{14}");
      StringBuilder digits = new StringBuilder();
      (iban.substring(4) + iban.substring(0, 4))
          .chars()
          .forEach(character -> digits.append(Character.digit(character, 36)));
      assertThat(new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)))
          .isEqualTo(BigInteger.ONE);
    }
  }

  @Test
  void everyCardNumberPassesLuhn() {
    for (int i = 0; i < 500; i++) {
      String pan = AccountNumbers.card(draw);
      assertThat(pan).matches("9826\\d{12}");
      assertThat(luhn(pan) % 10).as(pan).isZero();
    }
    assertThat(luhn("79927398713") % 10).isZero();
  }

  private static int luhn(String number) {
    int sum = 0;
    boolean twice = false;
    for (int i = number.length() - 1; i >= 0; i--) {
      int digit = Character.digit(number.charAt(i), 10) * (twice ? 2 : 1);
      sum += digit / 10 + digit % 10;
      twice = !twice;
    }
    return sum;
  }
}
