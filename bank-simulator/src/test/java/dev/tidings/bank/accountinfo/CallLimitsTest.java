package dev.tidings.bank.accountinfo;

import static dev.tidings.bank.accountinfo.SmallBank.CARD;
import static dev.tidings.bank.accountinfo.SmallBank.CURRENT;
import static dev.tidings.bank.accountinfo.SmallBank.OTHER_TPP;
import static dev.tidings.bank.accountinfo.SmallBank.SOMEBODY_ELSES;
import static dev.tidings.bank.accountinfo.SmallBank.START;
import static dev.tidings.bank.accountinfo.SmallBank.TPP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.bank.accountinfo.SmallBank.Answer;
import dev.tidings.bank.ledger.Transactions.Cursor;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a TPP may call, with and without the customer. */
class CallLimitsTest {

  private static final String BALANCES = "/accounts/" + CURRENT + "/balances";
  private static final String ABSENT = "/account-access-consents/none";

  @Test
  void whoCallsMoreOftenThanTheRateGets429AndWhenToComeBack() throws IOException {
    try (SmallBank bank = new SmallBank(CallLimits.parse("6/m"))) {
      String token = bank.clientToken(TPP);
      for (int call = 0; call < 6; call++) {
        assertThat(bank.get(ABSENT, token).status()).isEqualTo(400);
      }
      Answer refused = bank.get(ABSENT, token);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("10");
      assertThat(refused.header("x-fapi-interaction-id")).hasSize(36);
      assertThat(OpenBankingJson.readTree(refused.body()).at("/Errors/0/ErrorCode").asText())
          .isEqualTo("U000");
      assertThat(bank.get(ABSENT, bank.clientToken(TPP)).status()).isEqualTo(429);
      assertThat(bank.get(ABSENT, bank.clientToken(OTHER_TPP)).status()).isEqualTo(400);
      bank.pass(Duration.ofMillis(9_999));
      assertThat(bank.get(ABSENT, token).header("Retry-After")).isEqualTo("1");
      bank.pass(Duration.ofMillis(1));
      assertThat(bank.get(ABSENT, token).status()).isEqualTo(400);
      assertThat(bank.get(ABSENT, token).status()).isEqualTo(429);
      bank.pass(Duration.ofMinutes(2));
      for (int call = 0; call < 6; call++) {
        assertThat(bank.get(ABSENT, token).status()).isEqualTo(400);
      }
      assertThat(bank.get(ABSENT, token).status()).isEqualTo(429);
    }
  }

  @Test
  void withoutTheCustomerAnAccountsEndpointIsReadFourTimesADay() {
    try (SmallBank bank = new SmallBank(CallLimits.parse("psd2"))) {
      String token = bank.customerToken(EnumSet.allOf(Permission.class), CURRENT, CARD);
      for (int call = 0; call < 4; call++) {
        assertThat(bank.get(BALANCES, token).status()).isEqualTo(200);
        bank.pass(Duration.ofMinutes(1));
      }
      Answer refused = bank.get(BALANCES, token);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo(Long.toString(24 * 3600 - 4 * 60));
      assertThat(bank.get("/accounts/" + CARD + "/balances", token).status()).isEqualTo(200);
      assertThat(bank.get("/accounts/" + CURRENT, token).status()).isEqualTo(200);
      assertThat(bank.get("/balances", token).status()).isEqualTo(200);
      assertThat(attended(bank, token).status()).isEqualTo(200);
      bank.pass(Duration.ofHours(24).minusMinutes(4).minusMillis(1));
      assertThat(bank.get(BALANCES, bank.renewed(token)).header("Retry-After")).isEqualTo("1");
      bank.pass(Duration.ofMillis(1));
      assertThat(bank.get(BALANCES, bank.renewed(token)).status()).isEqualTo(200);
      assertThat(bank.get(BALANCES, bank.renewed(token)).status()).isEqualTo(429);
    }
  }

  @Test
  void aFreshConsentOfTheSameCustomerBringsNoFreshCalls() {
    try (SmallBank bank = new SmallBank(CallLimits.parse("psd2"))) {
      for (int call = 0; call < 4; call++) {
        String token = bank.customerToken(EnumSet.of(Permission.ReadBalances), CURRENT);
        assertThat(bank.get(BALANCES, token).status()).isEqualTo(200);
      }
      String token = bank.customerToken(EnumSet.of(Permission.ReadBalances), CURRENT);
      assertThat(bank.get(BALANCES, token).status()).isEqualTo(429);
    }
  }

  @Test
  void whatIsRefusedAnywayIsNotCounted() {
    try (SmallBank bank = new SmallBank(CallLimits.parse("psd2"))) {
      String token = bank.customerToken(EnumSet.of(Permission.ReadBalances), CURRENT);
      for (int call = 0; call < 6; call++) {
        assertThat(bank.get("/accounts/" + SOMEBODY_ELSES + "/balances", token).status())
            .isEqualTo(403);
        assertThat(bank.get("/accounts/none/balances", token).status()).isEqualTo(400);
        assertThat(bank.get("/accounts/" + CURRENT, token).status()).isEqualTo(403);
      }
    }
  }

  @Test
  void readingOnIsPartOfTheCallThatBeganIt() throws IOException {
    try (SmallBank bank = new SmallBank(CallLimits.parse("psd2"))) {
      for (int i = 0; i < 6 * TransactionPages.PAGE_SIZE; i++) {
        bank.book(CURRENT, -100, START.minusSeconds(i));
      }
      String token = bank.customerToken(EnumSet.allOf(Permission.class), CURRENT);
      String path = "/transactions";
      int pages = 0;
      for (String next = path; !next.isEmpty(); pages++) {
        Answer page = bank.get(next, token);
        assertThat(page.status()).isEqualTo(200);
        next =
            OpenBankingJson.readTree(page.body())
                .at("/Links/Next")
                .asText()
                .replaceFirst("^.*/transactions", path);
      }
      assertThat(pages).isEqualTo(6);
      for (int call = 0; call < 3; call++) {
        assertThat(bank.get(path, token).status()).isEqualTo(200);
      }
      assertThat(bank.get(path, token).status()).isEqualTo(429);
      bank.pass(UnattendedCalls.PAGES_WITHIN);
      String late = new PageToken(PageToken.Direction.AFTER, newest(), 6).text();
      assertThat(bank.get(path + "?page=" + late, bank.renewed(token)).status()).isEqualTo(429);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "600", "0/m", "600/d", "m", "psd2,600/m", "-1/s", "1/m,", "9999999/s"})
  void aLimitThatIsNoneIsRefusedInWords(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CallLimits.parse(text));
  }

  @Test
  void bothLimitsGoTogether() {
    CallLimits limits = CallLimits.parse("30/s,psd2");
    assertThat(limits.rate()).isEqualTo(new CallLimits.Rate(30, Duration.ofSeconds(1)));
    assertThat(limits.psd2()).isTrue();
    assertThat(CallLimits.parse("off")).isEqualTo(CallLimits.NONE);
  }

  private static Cursor newest() {
    return new Cursor(START.plusSeconds(1), "tx");
  }

  private static Answer attended(SmallBank bank, String token) {
    return bank.send(
        bank.request(BALANCES, token).header("x-fapi-customer-ip-address", "203.0.113.9").build());
  }
}
