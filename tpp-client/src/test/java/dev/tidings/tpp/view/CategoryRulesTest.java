package dev.tidings.tpp.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CategoryRulesTest {

  @ParameterizedTest
  @CsvSource({
    "5411,GROCERIES",
    "5814,EATING_OUT",
    "5462,EATING_OUT",
    "4111,TRANSPORT",
    "5541,TRANSPORT",
    "5912,HEALTH",
    "5651,SHOPPING",
    "7832,LEISURE",
    "0742,HEALTH",
    "7011,TRAVEL",
    "6300,INSURANCE",
    "9311,TAX",
    "8351,FAMILY",
    "9999,OTHER",
    "54x1,OTHER",
    "541,OTHER"
  })
  void aMerchantsCodeSaysWhatWasBought(String code, Category category) {
    assertThat(
            of(
                "Anything",
                "-3.40",
                Map.of("MerchantDetails", Map.of("MerchantCategoryCode", code))))
        .isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({
    "Beacon Hall Home Insurance,INSURANCE", "Hollybank Mortgages,HOME", "Larch Row Lettings,HOME",
    "Campus Halls,HOME", "Alderbrook Council Tax,BILLS", "Northlight Energy,BILLS",
    "Vale & Weir Water,BILLS", "Fernlink Broadband,BILLS", "Kestrel Mobile,BILLS",
    "Little Acorns Nursery,FAMILY", "Stonebridge Fitness,LEISURE", "HMRC VAT,TAX",
    "Harvest Pensions,PENSION", "Green Basket Groceries,GROCERIES", "Corner Café,EATING_OUT",
    "Harbour Bus,TRANSPORT", "Busy Bee Books,SHOPPING", "Brentwood Stores,OTHER"
  })
  void aPayeesNameSaysWhatWasPaid(String payee, Category category) {
    assertThat(of(payee, "-10.00", Map.of())).isEqualTo(category);
  }

  @Test
  void theBanksCodeSaysThatItIsASalary() {
    assertThat(
            of(
                "Mortgage Brokers Ltd",
                "2500.00",
                Map.of("BankTransactionCode", Map.of("Code", "RCDT", "SubCode", "SALA"))))
        .isEqualTo(Category.INCOME);
  }

  @Test
  void aPensionThatComesInIsIncomeAndOneThatGoesOutIsSaved() {
    assertThat(of("State Pension", "900.00", Map.of())).isEqualTo(Category.INCOME);
    assertThat(of("State Pension", "-900.00", Map.of())).isEqualTo(Category.PENSION);
  }

  private static Category of(String text, String amount, Map<String, Object> more) {
    return CategoryRules.of(TestView.transaction("A1", "T1", TestView.NOW, text, amount, more));
  }
}
