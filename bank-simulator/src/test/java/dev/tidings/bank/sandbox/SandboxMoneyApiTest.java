package dev.tidings.bank.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.broker.BusinessEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SandboxMoneyApiTest {

  private static final String COFFEE =
      """
      {"amount":"12.40","currency":"GBP","creditDebitIndicator":"Debit","description":"Coffee"}\
      """;

  private SandboxServer bank;

  @BeforeAll
  void start(@TempDir Path folder) {
    bank = new SandboxServer(folder, "127.0.0.1");
  }

  @AfterAll
  void stop() {
    bank.close();
  }

  @Test
  void customersAreListedWithTheirAccounts() throws Exception {
    JsonNode amelia = customer("amelia");
    assertThat(amelia.get("customerId").textValue()).isEqualTo("cust-amelia");
    assertThat(amelia.get("fullName").textValue()).isEqualTo("Amelia Hart");
    assertThat(amelia.get("description").textValue()).isNotBlank();
    assertThat(amelia.get("accountIds")).hasSize(4);
    assertThat(customer("oliver").get("accountIds")).hasSize(3);
  }

  @Test
  void accountsAreListedWithTheirHoldersAndBalances() throws Exception {
    JsonNode nina = account(onlyAccountOf("nina"));
    assertThat(nina.get("customerIds").toString()).isEqualTo("[\"cust-nina\"]");
    assertThat(nina.get("name").textValue()).isEqualTo("Current");
    assertThat(nina.get("type").textValue()).isEqualTo("CURRENT");
    assertThat(nina.get("identification").textValue()).matches("\\d{14}");
    assertThat(nina.get("currency").textValue()).isEqualTo("GBP");
  }

  @Test
  void aTransactionIsPostedAndAnsweredWithTheNewBalance() throws Exception {
    String accountId = onlyAccountOf("noah");
    JsonNode before = account(accountId);
    SandboxServer.Answer answer = bank.post(transactions(accountId), COFFEE);

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    JsonNode posted = answer.json();
    assertThat(posted.get("accountId").textValue()).isEqualTo(accountId);
    assertThat(posted.get("amount").textValue()).isEqualTo("12.40");
    assertThat(posted.get("currency").textValue()).isEqualTo("GBP");
    assertThat(posted.get("creditDebitIndicator").textValue()).isEqualTo("Debit");
    assertThat(posted.get("status").textValue()).isEqualTo("BOOK");
    assertThat(posted.get("description").textValue()).isEqualTo("Coffee");
    assertThat(posted.get("bookedAt").textValue()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(posted.get("committedAt").textValue()).isEqualTo("2026-03-02T10:00:00Z");
    long version = before.get("version").longValue() + 1;
    assertThat(posted.get("accountVersion").longValue()).isEqualTo(version);
    JsonNode after = account(accountId);
    assertThat(after.get("booked")).isEqualTo(posted.get("booked"));
    assertThat(after.get("available")).isEqualTo(posted.get("available"));
    assertThat(decimal(before) - decimal(after)).isEqualTo(1240);
    assertThat(bank.events())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("movement")
        .contains(
            new BusinessEvent.BalanceChanged(
                accountId, version, posted.get("transactionId").textValue()));
  }

  @Test
  void aPendingCardPaymentMovesOnlyWhatIsAvailable() throws Exception {
    String accountId = onlyAccountOf("nina");
    JsonNode before = account(accountId);
    SandboxServer.Answer answer =
        bank.post(
            transactions(accountId),
            """
            {"amount":"3","currency":"GBP","creditDebitIndicator":"Debit","description":"Bun",
             "status":"PDNG","merchantName":"Corner Larder"}\
            """);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.json().get("amount").textValue()).isEqualTo("3.00");
    assertThat(answer.json().get("booked")).isEqualTo(before.get("booked"));
    assertThat(answer.json().get("available").textValue()).isEqualTo("-3.00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "amount|U002|0",
        "amount|U002|0.00",
        "amount|U002|-1",
        "amount|U002|+1",
        "amount|U002|1.234",
        "amount|U002|1.200",
        "amount|U002|1e3",
        "amount|U002|.5",
        "amount|U002|1.",
        "amount|U002|1,50",
        "amount|U002|12345678901234",
        "amount|U002| 1",
        "amount|U002|٣",
        "currency|U002|EUR",
        "currency|U002|gbp",
        "currency|U002|XXX",
        "creditDebitIndicator|U002|debit",
        "description|U002|~ ~",
        "description|U002|a\\nb",
        "status|U002|INFO",
        "merchantName|U002|~ ~",
        "AMOUNT|U005|1.00"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void aWrongFieldIsNamed(String field, String code, String value) throws Exception {
    String given = COFFEE.replaceAll("\"" + field + "\":\"[^\"]*\",?", "");
    String body = "{\"" + field + "\":\"" + value + "\"," + given.strip().substring(1);
    refused(body.replace(",}", "}"), field, code);
  }

  @Test
  void aMissingOrMistypedFieldIsNamed() throws Exception {
    for (String field : List.of("amount", "currency", "creditDebitIndicator", "description")) {
      String without = COFFEE.replaceAll("\"" + field + "\":\"[^\"]*\",?", "").replace(",}", "}");
      refused(without, field, "U004");
    }
    refused(COFFEE.replace("\"12.40\"", "12.40"), "amount", "U002");
    refused(COFFEE.replace("\"12.40\"", "null"), "amount", "U004");
    refused(COFFEE.replace("Coffee", "x".repeat(501)), "description", "U002");
  }

  @Test
  void everyFaultIsNamedAtOnce() throws Exception {
    SandboxServer.Answer answer = bank.post(transactions(onlyAccountOf("noah")), "{}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("Errors")).hasSize(4);
    assertThat(answer.json().get("Id").textValue()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "12", "{\"amount\":\"1\",\"amount\":\"2\"}"})
  void whatIsNoJsonObjectIsRefused(String body) throws Exception {
    SandboxServer.Answer answer = bank.post(transactions(onlyAccountOf("noah")), body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/Errors/0/ErrorCode").textValue()).isEqualTo("U010");
  }

  @Test
  void anUnknownAccountIsNotFound() throws Exception {
    SandboxServer.Answer answer = bank.post(transactions("nobody"), COFFEE);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/Errors/0/ErrorCode").textValue()).isEqualTo("U011");
  }

  @Test
  void aBalanceOutOfRangeIsRefused() throws Exception {
    String most = COFFEE.replace("12.40", "99999999999.99");
    SandboxServer.Answer answer = bank.post(transactions(onlyAccountOf("noah")), most);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/Errors/0/Message").textValue()).contains("13 digits");
  }

  private void refused(String body, String field, String code) throws Exception {
    SandboxServer.Answer answer = bank.post(transactions(onlyAccountOf("noah")), body);
    assertThat(answer.status()).as(body + answer.body()).isEqualTo(400);
    assertThat(answer.json().at("/Errors/0/ErrorCode").textValue()).as(body).isEqualTo(code);
    assertThat(answer.json().at("/Errors/0/Path").textValue()).as(body).isEqualTo(field);
  }

  private static String transactions(String accountId) {
    return "/sandbox/accounts/" + accountId + "/transactions";
  }

  private static long decimal(JsonNode account) {
    return Math.round(Double.parseDouble(account.get("booked").textValue()) * 100);
  }

  private String onlyAccountOf(String username) throws Exception {
    return customer(username).get("accountIds").get(0).textValue();
  }

  private JsonNode customer(String username) throws Exception {
    return find(bank.get("/sandbox/customers").json().get("customers"), "username", username);
  }

  private JsonNode account(String accountId) throws Exception {
    return find(bank.get("/sandbox/accounts").json().get("accounts"), "accountId", accountId);
  }

  private static JsonNode find(JsonNode list, String field, String value) {
    for (JsonNode each : list) {
      if (each.get(field).textValue().equals(value)) {
        return each;
      }
    }
    throw new AssertionError("no " + value + " in " + list);
  }
}
