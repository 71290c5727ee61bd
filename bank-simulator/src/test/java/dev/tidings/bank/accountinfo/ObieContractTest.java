package dev.tidings.bank.accountinfo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge itself: a broken answer is refused. */
class ObieContractTest {

  private static final String BALANCES = "/balances";
  private static final String GOOD =
      """
      {"Data": {"Balance": [{"AccountId": "1", "CreditDebitIndicator": "Credit", "Type": "ITAV",
        "DateTime": "2026-11-23T10:00:00Z", "Amount": {"Amount": "1.00", "Currency": "GBP"}}]},
       "Links": {"Self": "https://bank.example/balances"}, "Meta": {}}\
      """;

  private final ObieContract contract = ObieContract.accountInformation();

  @Test
  void aGoodAnswerPasses() {
    contract.assertValid("get", BALANCES, 200, GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Type\": \"ITAV\",",
        "\"DateTime\": \"2026-11-23T10:00:00Z\",",
        "\"AccountId\": \"1\",",
        "\"Self\": \"https://bank.example/balances\""
      })
  void aMissingFieldIsRefused(String field) {
    assertRefused(200, GOOD.replace(field, ""));
  }

  @Test
  void aWrongValueIsRefused() {
    assertRefused(200, GOOD.replace("ITAV", "CASH"));
    assertRefused(200, GOOD.replace("\"1.00\"", "\"-1.00\""));
    assertRefused(200, GOOD.replace("\"1.00\"", "1.00"));
    assertRefused(200, GOOD.replace("\"1\"", "null"));
    assertRefused(200, GOOD.replace("2026-11-23T10:00:00Z", "2026-11-23 10:00"));
    assertRefused(200, GOOD.replace("\"Meta\": {}", "\"Meta\": {\"Pages\": 1}"));
  }

  @Test
  void aWrongShapeIsRefused() {
    assertRefused(200, "");
    assertRefused(200, "{}");
    assertRefused(200, "{\"Data\":{\"Balance\":[]}}");
    assertRefused(400, "{\"error\":\"invalid_request\"}");
    assertRefused(404, "{\"error\":\"not_found\"}");
    assertRefused(401, "{\"Errors\":[{\"ErrorCode\":\"U000\"}]}");
  }

  @Test
  void whatTheContractDoesNotKnowIsRefused() {
    assertRefused(418, "");
    assertThatThrownBy(() -> contract.assertValid("get", "/cards", 200, GOOD))
        .isInstanceOf(AssertionError.class);
  }

  private void assertRefused(int status, String body) {
    assertThatThrownBy(() -> contract.assertValid("get", BALANCES, status, body))
        .isInstanceOf(AssertionError.class);
  }
}
