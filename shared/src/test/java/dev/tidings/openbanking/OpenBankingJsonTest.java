package dev.tidings.openbanking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenBankingJsonTest {

  private static final OBBalance BALANCE =
      new OBBalance(
          "22289",
          CreditDebitIndicator.Debit,
          BalanceType.ITAV,
          Instant.parse("2026-11-23T10:43:07Z"),
          new Amount("12.40", "GBP"),
          null);

  @Test
  void namesArePascalCaseNullsAreLeftOutAndDatesHaveAZone() {
    OBResponse<OBBalance.Data> answer =
        new OBResponse<>(
            new OBBalance.Data(List.of(BALANCE)), Links.self("https://b.example"), Meta.pages(1));
    assertThat(OpenBankingJson.write(answer))
        .isEqualTo(
            """
            {"Data":{"Balance":[{"AccountId":"22289","CreditDebitIndicator":"Debit",\
            "Type":"ITAV","DateTime":"2026-11-23T10:43:07Z",\
            "Amount":{"Amount":"12.40","Currency":"GBP"}}]},\
            "Links":{"Self":"https://b.example"},"Meta":{"TotalPages":1}}\
            """);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    String json = OpenBankingJson.write(BALANCE);
    assertThat(OpenBankingJson.read(json, OBBalance.class)).isEqualTo(BALANCE);
  }

  @Test
  void emptyListsAreWritten() {
    assertThat(OpenBankingJson.write(new OBTransaction.Data(List.of())))
        .isEqualTo("{\"Transaction\":[]}");
  }

  @Test
  void errorCodesAreTheStandardsFourCharacters() throws IOException {
    OBError error = OBError.at("Data.Permissions", ErrorCode.FIELD_MISSING, "x".repeat(600));
    String json = OpenBankingJson.write(error);
    assertThat(json)
        .startsWith("{\"ErrorCode\":\"U004\"")
        .contains("\"Path\":\"Data.Permissions\"");
    assertThat(error.message()).hasSize(OBError.MESSAGE_LENGTH_MAX);
    assertThat(OpenBankingJson.read(json, OBError.class)).isEqualTo(error);
  }

  @Test
  void fieldsThatNobodyKnowsAreIgnored() throws IOException {
    assertThat(
            OpenBankingJson.read(
                "{\"Amount\":\"1\",\"Currency\":\"GBP\",\"SubType\":\"BCUR\"}", Amount.class))
        .isEqualTo(new Amount("1", "GBP"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23", "2026-11-23T10:43:07", "2026-02-30T00:00:00Z", "soon"})
  void aDateWithoutZoneOrPlaceInTheCalendarIsRefused(String date) {
    String json = OpenBankingJson.write(BALANCE).replace("2026-11-23T10:43:07Z", date);
    assertThatThrownBy(() -> OpenBankingJson.read(json, OBBalance.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void aNumberIsNoDate() {
    String json = OpenBankingJson.write(BALANCE).replace("\"2026-11-23T10:43:07Z\"", "1763894587");
    assertThatThrownBy(() -> OpenBankingJson.read(json, OBBalance.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void nestingHasALimit() throws IOException {
    int max = OpenBankingJson.DEPTH_MAX;
    assertThat(OpenBankingJson.readTree("[".repeat(max) + "]".repeat(max)).isArray()).isTrue();
    assertThatThrownBy(() -> OpenBankingJson.readTree("[".repeat(max + 1) + "]".repeat(max + 1)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void aFieldMayNotComeTwice() {
    assertThatThrownBy(() -> OpenBankingJson.readTree("{\"A\":1,\"A\":2}"))
        .isInstanceOf(JsonProcessingException.class);
  }
}
