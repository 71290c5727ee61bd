package dev.tidings.bank.accountinfo;

import static dev.tidings.bank.accountinfo.SmallBank.CURRENT;
import static dev.tidings.bank.accountinfo.SmallBank.OTHER_TPP;
import static dev.tidings.bank.accountinfo.SmallBank.TPP;
import static dev.tidings.openbanking.Permission.ReadAccountsBasic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.accountinfo.SmallBank.Answer;
import dev.tidings.openbanking.OBConsent;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentApiTest {

  private static final String PATH = "/account-access-consents";
  private static final String ASKED =
      "{\"Data\":{\"Permissions\":[\"ReadAccountsBasic\",\"ReadAccountsBasic\"]},\"Risk\":{}}";

  private final SmallBank bank = new SmallBank();
  private final String token = bank.clientToken(TPP);

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void aNewConsentAwaitsAuthorisation() throws IOException {
    Answer answer = bank.post(PATH, token, ASKED);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json;charset=utf-8");
    OBConsent.ResponseData data = data(answer);
    assertThat(answer.body())
        .contains(
            "\"Status\":\"AWAU\"",
            "\"StatusReasonCode\":\"U036\"",
            "\"Permissions\":[\"ReadAccountsBasic\"]",
            "\"Risk\":{}",
            "\"Self\":\"https://bank.example/open-banking/v4.0/aisp" + PATH + "/");
    assertThat(data(bank.get(PATH + "/" + data.consentId(), token))).isEqualTo(data);
  }

  @Test
  void afterDeletionNobodyFindsIt() throws IOException {
    String path = PATH + "/" + data(bank.post(PATH, token, ASKED)).consentId();
    Answer deleted = bank.delete(path, token);
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(bank.get(path, token).status()).isEqualTo(400);
    assertThat(bank.delete(path, token).body()).contains("U011");
  }

  @Test
  void anotherTppsConsentIsForbidden() throws IOException {
    String path = PATH + "/" + data(bank.post(PATH, token, ASKED)).consentId();
    String other = bank.clientToken(OTHER_TPP);
    assertThat(bank.get(path, other).status()).isEqualTo(403);
    assertThat(bank.delete(path, other).status()).isEqualTo(403);
    assertThat(bank.get(path, token).status()).isEqualTo(200);
  }

  @Test
  void aCustomersTokenOrAnotherScopeIsForbidden() {
    String customer = bank.customerToken(Set.of(ReadAccountsBasic), CURRENT);
    assertThat(bank.post(PATH, customer, ASKED).status()).isEqualTo(403);
    assertThat(bank.post(PATH, bank.otherScopeToken(), ASKED).status()).isEqualTo(403);
    assertThat(bank.post(PATH, "nonsense", ASKED).status()).isEqualTo(401);
  }

  /** Each row: the body with ' for ", the error's code and path. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'Data'                                                             | U010 | -
          {} x                                                                | U010 | -
          []                                                                  | U010 | -
          {'Data':{},'Data':{}}                                               | U010 | -
          {'Risk':{}}                                                         | U004 | Data
          {'Data':null,'Risk':{}}                                             | U004 | Data
          {'Data':[],'Risk':{}}                                               | U002 | Data
          {'Data':{},'Risk':{}}                                               | U004 | Data.Permissions
          {'Data':{'Permissions':'ReadAccountsBasic'},'Risk':{}}              | U002 | Data.Permissions
          {'Data':{'Permissions':['ReadAccountsBasic',1]},'Risk':{}}          | U002 | Data.Permissions[1]
          {'Data':{'Permissions':['ReadEverything']},'Risk':{}}               | U002 | Data.Permissions
          {'Data':{'Permissions':['ReadBalances']},'Risk':{}}                 | U002 | Data.Permissions
          {'Data':{'Permissions':['ReadAccountsBasic']}}                      | U004 | Risk
          {'Data':{'Permissions':['ReadAccountsBasic']},'Risk':[]}            | U002 | Risk
          {'Data':{'Permissions':['ReadAccountsBasic']},'Risk':{'A':1}}       | U005 | Risk.A
          """)
  void aBrokenBodyIsToldByPlace(String body, String code, String path) {
    Answer answer = bank.post(PATH, token, body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"ErrorCode\":\"" + code + "\"");
    if (!path.equals("-")) {
      assertThat(answer.body()).contains("\"Path\":\"" + path + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'ExpirationDateTime':'2026-11-23T10:00:00Z',Data.ExpirationDateTime",
        "'ExpirationDateTime':'soon',Data.ExpirationDateTime",
        "'ExpirationDateTime':'2027-01-01T00:00:00',Data.ExpirationDateTime",
        "'TransactionFromDateTime':'2026-02-30T00:00:00Z',Data.TransactionFromDateTime"
      },
      quoteCharacter = '^')
  void aBrokenDateIsU003(String field, String path) {
    assertBadDate(field, path);
  }

  @Test
  void aWindowThatEndsBeforeItBeginsIsU003() {
    assertBadDate(
        "'TransactionFromDateTime':'2026-02-02T00:00:00Z',"
            + "'TransactionToDateTime':'2026-02-01T00:00:00Z'",
        "Data.TransactionToDateTime");
  }

  @Test
  void datesMayUseAnyZoneNotationAndFieldsMayBeUnknown() {
    String more = "'ExpirationDateTime':'2026-11-23T12:00+0100','Later':1";
    assertThat(bank.post(PATH, token, with(more)).status()).isEqualTo(201);
  }

  private void assertBadDate(String field, String path) {
    Answer answer = bank.post(PATH, token, with(field));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"U003\"", "\"Path\":\"" + path + "\"");
  }

  private static String with(String field) {
    return "{'Data':{'Permissions':['ReadAccountsBasic'],%s},'Risk':{}}"
        .formatted(field)
        .replace('\'', '"');
  }

  private static OBConsent.ResponseData data(Answer answer) throws IOException {
    return OpenBankingJson.read(answer.body(), OBConsent.Response.class).data();
  }
}
