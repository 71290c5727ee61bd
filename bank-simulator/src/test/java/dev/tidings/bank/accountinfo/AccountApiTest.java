package dev.tidings.bank.accountinfo;

import static dev.tidings.bank.accountinfo.SmallBank.CARD;
import static dev.tidings.bank.accountinfo.SmallBank.CURRENT;
import static dev.tidings.bank.accountinfo.SmallBank.EURO;
import static dev.tidings.bank.accountinfo.SmallBank.SOMEBODY_ELSES;
import static dev.tidings.bank.accountinfo.SmallBank.TPP;
import static dev.tidings.openbanking.Permission.ReadAccountsBasic;
import static dev.tidings.openbanking.Permission.ReadAccountsDetail;
import static dev.tidings.openbanking.Permission.ReadBalances;
import static dev.tidings.openbanking.Permission.ReadPAN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.accountinfo.SmallBank.Answer;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountApiTest {

  private final SmallBank bank = new SmallBank();

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void onlyTheConsentsAccountsAreListed() throws IOException {
    String token = bank.customerToken(Set.of(ReadAccountsBasic), EURO, CURRENT);
    JsonNode accounts = data(bank.get("/accounts", token)).get("Account");
    assertThat(accounts.findValuesAsText("AccountId")).containsExactly(CURRENT, EURO);
  }

  @Test
  void basicShowsNoNumbers() throws IOException {
    JsonNode account = account(bank.customerToken(Set.of(ReadAccountsBasic), CURRENT), CURRENT);
    assertThat(account.has("Account")).isFalse();
    assertThat(account.has("Servicer")).isFalse();
    assertThat(account.get("AccountTypeCode").asText()).isEqualTo("CACC");
  }

  @Test
  void detailShowsNumberHolderAndServicer() throws IOException {
    JsonNode account = account(bank.customerToken(Set.of(ReadAccountsDetail), CURRENT), CURRENT);
    assertThat(account.at("/Account/0/Identification").asText()).isEqualTo("20304012345678");
    assertThat(account.at("/Account/0/Name").asText()).isEqualTo("Amelia Hart");
    assertThat(account.at("/Servicer/Identification").asText()).isEqualTo("203040");
  }

  @Test
  void cardNumbersAreMaskedUnlessReadPanIsGranted() throws IOException {
    JsonNode masked = account(bank.customerToken(Set.of(ReadAccountsDetail), CARD), CARD);
    assertThat(masked.at("/Account/0/Identification").asText()).isEqualTo("xxxxxxxxxxxx5678");
    JsonNode open = account(bank.customerToken(Set.of(ReadAccountsDetail, ReadPAN), CARD), CARD);
    assertThat(open.at("/Account/0/Identification").asText()).isEqualTo("4929123412345678");
  }

  @Test
  void unknownAccountIs400AndOneOutsideTheConsent403() {
    Set<Permission> permissions = Set.of(ReadAccountsBasic, ReadBalances);
    String token = bank.customerToken(permissions, CURRENT);
    Answer unknown = bank.get("/accounts/unknown", token);
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body()).contains("U011");
    assertThat(bank.get("/accounts/" + SOMEBODY_ELSES, token).status()).isEqualTo(403);
    assertThat(bank.get("/accounts/" + CARD + "/balances", token).status()).isEqualTo(403);
  }

  @Test
  void balancesAreAvailableThenBookedWithTheCreditLine() throws IOException {
    String token = bank.customerToken(Set.of(ReadAccountsBasic, ReadBalances), CURRENT, CARD, EURO);
    JsonNode balances = data(bank.get("/accounts/" + CURRENT + "/balances", token)).get("Balance");
    assertThat(balances)
        .extracting(balance -> balance.get("Type").asText())
        .containsExactly("ITAV", "ITBD", "CLBD");
    assertThat(balances.at("/0/Amount/Amount").asText()).isEqualTo("15.00");
    assertThat(balances.at("/0/CreditDebitIndicator").asText()).isEqualTo("Debit");
    assertThat(balances.at("/1/Amount/Amount").asText()).isEqualTo("12.40");
    assertThat(balances.at("/1/CreditLine/0/Type").asText()).isEqualTo("Pre-Agreed");
    assertThat(balances.at("/1/CreditLine/0/Included").asBoolean()).isFalse();
    assertThat(balances.at("/0/DateTime").asText()).isEqualTo("2026-11-23T09:59:00Z");
    assertThat(balances.at("/2/Amount/Amount").asText()).isEqualTo("9.00");
    assertThat(balances.at("/2/DateTime").asText()).isEqualTo("2026-11-22T23:59:59.999Z");
    JsonNode all = data(bank.get("/balances", token)).get("Balance");
    assertThat(all).hasSize(9);
    assertThat(all.at("/0/CreditLine/0/Type").asText()).isEqualTo("Credit");
    assertThat(all.at("/6").has("CreditLine")).isFalse();
  }

  @Test
  void theCloseOfYesterdayMovesOnlyAtMidnight() throws IOException {
    Set<Permission> permissions = Set.of(ReadAccountsBasic, ReadBalances);
    bank.spend(CURRENT, 100);
    assertThat(closing(bank.customerToken(permissions, CURRENT))).isEqualTo("9.00 of 2026-11-22");
    bank.pass(Duration.ofDays(1));
    String token = bank.customerToken(permissions, CURRENT);
    assertThat(closing(token)).isEqualTo("13.40 of 2026-11-23");
    bank.spend(CURRENT, 100);
    bank.spend(CURRENT, 100);
    assertThat(closing(token)).isEqualTo("13.40 of 2026-11-23");
  }

  private String closing(String token) throws IOException {
    JsonNode balances = data(bank.get("/accounts/" + CURRENT + "/balances", token)).get("Balance");
    return balances.at("/2/Amount/Amount").asText()
        + " of "
        + balances.at("/2/DateTime").asText().substring(0, 10);
  }

  @Test
  void withoutThePermissionItIs403() {
    String token = bank.customerToken(Set.of(ReadAccountsDetail), CURRENT);
    assertThat(bank.get("/balances", token).status()).isEqualTo(403);
    assertThat(bank.get("/accounts/" + CURRENT + "/balances", token).status()).isEqualTo(403);
    assertThat(bank.get("/transactions", token).status()).isEqualTo(403);
  }

  @Test
  void onlyATokenUnderALivingConsentReadsData() {
    String token = bank.customerToken(Set.of(ReadAccountsBasic), CURRENT);
    assertThat(bank.get("/accounts", token).status()).isEqualTo(200);
    bank.revoke(token);
    assertThat(bank.get("/accounts", token).status()).isEqualTo(403);
    assertThat(bank.get("/accounts", bank.clientToken(TPP)).status()).isEqualTo(403);
    assertThat(bank.get("/accounts", bank.tokenOf("deleted")).status()).isEqualTo(403);
  }

  private JsonNode account(String token, String id) throws IOException {
    return data(bank.get("/accounts/" + id, token)).at("/Account/0");
  }

  private static JsonNode data(Answer answer) throws IOException {
    assertThat(answer.status()).isEqualTo(200);
    return OpenBankingJson.readTree(answer.body()).get("Data");
  }
}
