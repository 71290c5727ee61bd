package dev.tidings.bank.accountinfo;

import static dev.tidings.bank.accountinfo.SmallBank.CARD;
import static dev.tidings.bank.accountinfo.SmallBank.CURRENT;
import static dev.tidings.bank.accountinfo.SmallBank.OTHER_TPP;
import static dev.tidings.bank.accountinfo.SmallBank.START;
import static dev.tidings.bank.accountinfo.SmallBank.TPP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.accountinfo.SmallBank.Answer;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A 304 is for who has seen the very same under the very same right, and for nobody else. */
class ConditionalReadTest {

  private static final Set<Permission> EVERYTHING = EnumSet.allOf(Permission.class);
  private static final String BALANCES = "/accounts/" + CURRENT + "/balances";

  private final SmallBank bank = new SmallBank();
  private final String token = bank.customerToken(EVERYTHING, CURRENT);

  @AfterEach
  void close() {
    bank.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = DataEndpoint.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACCOUNT_STATEMENT", "ACCOUNT_STATEMENT_FILE", "ACCOUNT_STATEMENT_TRANSACTIONS"})
  void whatIsUnchangedCostsA304(DataEndpoint endpoint) {
    bank.book(CURRENT, -100, START);
    String path = endpoint.path().replace("{AccountId}", CURRENT);
    String tag = tag(bank.get(path, token));
    bank.pass(Duration.ofMinutes(5));
    Answer again = conditional(path, token, tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(tag);
    assertThat(again.header("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(again.header("Vary")).isEqualTo("Authorization");
    assertThat(again.header("x-fapi-interaction-id")).hasSize(36);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BALANCES,
        "/balances",
        "/accounts",
        "/transactions",
        "/accounts/" + CURRENT + "/transactions"
      })
  void aChangeOfTheAccountIsSeen(String path) {
    String tag = tag(bank.get(path, token));
    bank.spend(CURRENT, 340);
    Answer changed = conditional(path, token, tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void aChangeOfAnAccountThatIsNotShownIsNone() {
    String tag = tag(bank.get(BALANCES, token));
    bank.spend(CARD, 340);
    assertThat(conditional(BALANCES, token, tag).status()).isEqualTo(304);
  }

  @Test
  void anUnchangedAccountHasOtherBalancesTomorrow() {
    bank.pass(Duration.ofHours(13).plusMinutes(59));
    String evening = bank.renewed(token);
    String tag = tag(bank.get(BALANCES, evening));
    bank.pass(Duration.ofSeconds(59));
    assertThat(conditional(BALANCES, evening, tag).status()).isEqualTo(304);
    bank.pass(Duration.ofSeconds(1));
    assertThat(conditional(BALANCES, evening, tag).status()).isEqualTo(200);
  }

  @Test
  void anotherConsentsTagIsWorthNothing() {
    String masked =
        bank.customerToken(
            EnumSet.complementOf(EnumSet.of(Permission.ReadPAN, Permission.ReadAccountsDetail)),
            CURRENT);
    for (DataEndpoint endpoint : DataEndpoint.values()) {
      Answer seen = bank.get(endpoint.path().replace("{AccountId}", CURRENT), token);
      if (seen.status() == 200) {
        String path = endpoint.path().replace("{AccountId}", CURRENT);
        assertThat(conditional(path, masked, tag(seen)).status()).as(path).isEqualTo(200);
      }
    }
  }

  @Test
  void anotherTokenUnderTheSameConsentSeesTheSame() {
    String tag = tag(bank.get(BALANCES, token));
    assertThat(conditional(BALANCES, bank.renewed(token), tag).status()).isEqualTo(304);
  }

  @Test
  void aRevokedConsentIs403WhateverTheCallerHas() {
    String tag = tag(bank.get(BALANCES, token));
    bank.revoke(token);
    assertThat(conditional(BALANCES, token, tag).status()).isEqualTo(403);
    assertThat(conditional(BALANCES, token, "*").status()).isEqualTo(403);
    assertThat(conditional(BALANCES, "nobody", tag).status()).isEqualTo(401);
  }

  @Test
  void aConsentAuthorisedAnewForOtherAccountsIsSeen() {
    String tag = tag(bank.get("/accounts", token));
    bank.revoke(token);
    bank.authoriseAgain(token, CURRENT, CARD);
    String renewed = bank.renewed(token);
    assertThat(conditional("/accounts", token, tag).status()).isEqualTo(401);
    assertThat(conditional("/accounts", renewed, tag).status()).isEqualTo(200);
    assertThat(conditional(BALANCES, renewed, tag).status()).isEqualTo(200);
  }

  @Test
  void everyPageAndFilterHasItsOwnTag() throws IOException {
    for (int i = 0; i < TransactionPages.PAGE_SIZE + 1; i++) {
      bank.book(CURRENT, -100, START.minusSeconds(i));
    }
    Answer first = bank.get("/transactions", token);
    String next =
        OpenBankingJson.readTree(first.body()).at("/Links/Next").asText().replaceFirst(".*\\?", "");
    assertThat(conditional("/transactions?" + next, token, tag(first)).status()).isEqualTo(200);
    String filtered = "/transactions?fromBookingDateTime=2026-01-01";
    assertThat(conditional(filtered, token, tag(first)).status()).isEqualTo(200);
    String malformed = "/transactions?fromBookingDateTime=yesterday";
    assertThat(conditional(malformed, token, "*").status()).isEqualTo(400);
    String oneAccount = "/accounts/" + CURRENT + "/transactions";
    assertThat(conditional(oneAccount, token, tag(first)).status()).isEqualTo(200);
  }

  @Test
  void aConsentThatExpiresIsNotTheSameConsent() throws IOException {
    String client = bank.clientToken(TPP);
    String body =
        "{\"Data\":{\"Permissions\":[\"ReadAccountsBasic\"],"
            + "\"ExpirationDateTime\":\"2026-11-23T10:05:00Z\"},\"Risk\":{}}";
    String id =
        OpenBankingJson.readTree(bank.post("/account-access-consents", client, body).body())
            .at("/Data/ConsentId")
            .asText();
    String path = "/account-access-consents/" + id;
    String tag = tag(bank.get(path, client));
    assertThat(tag).startsWith("\"");
    assertThat(conditional(path, client, tag).status()).isEqualTo(304);
    assertThat(conditional(path, bank.clientToken(OTHER_TPP), tag).status()).isEqualTo(403);
    bank.pass(Duration.ofMinutes(6));
    assertThat(conditional(path, client, tag).status()).isEqualTo(200);
  }

  @Test
  void tagsAreComparedWeaklyInAnyList() {
    String tag = tag(bank.get(BALANCES, token));
    assertThat(tag).startsWith("W/\"");
    String strong = tag.substring(2);
    assertThat(conditional(BALANCES, token, strong).status()).isEqualTo(304);
    assertThat(conditional(BALANCES, token, "\"other\", " + tag).status()).isEqualTo(304);
    assertThat(conditional(BALANCES, token, "*").status()).isEqualTo(304);
    for (String none : new String[] {"\"other\"", "", strong.replace("\"", ""), "W/", "\"\""}) {
      assertThat(conditional(BALANCES, token, none).status()).as(none).isEqualTo(200);
    }
  }

  @Test
  void errorsAndNewConsentsHaveNoTag() {
    assertThat(bank.get("/accounts/unknown", token).header("ETag")).isNull();
    Answer created =
        bank.post(
            "/account-access-consents",
            bank.clientToken(TPP),
            "{\"Data\":{\"Permissions\":[\"ReadAccountsBasic\"]},\"Risk\":{}}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("ETag")).isNull();
    assertThat(created.header("Cache-Control")).isEqualTo("no-store");
  }

  private Answer conditional(String path, String with, String tag) {
    return bank.send(bank.request(path, with).header("If-None-Match", tag).build());
  }

  private static String tag(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Objects.requireNonNull(answer.header("ETag"));
  }
}
