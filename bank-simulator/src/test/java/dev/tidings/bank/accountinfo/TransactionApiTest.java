package dev.tidings.bank.accountinfo;

import static dev.tidings.bank.accountinfo.SmallBank.CARD;
import static dev.tidings.bank.accountinfo.SmallBank.CURRENT;
import static dev.tidings.bank.accountinfo.SmallBank.ISSUER;
import static dev.tidings.bank.accountinfo.SmallBank.START;
import static dev.tidings.openbanking.Permission.ReadAccountsBasic;
import static dev.tidings.openbanking.Permission.ReadPAN;
import static dev.tidings.openbanking.Permission.ReadTransactionsBasic;
import static dev.tidings.openbanking.Permission.ReadTransactionsCredits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDebits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDetail;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.accountinfo.SmallBank.Answer;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionApiTest {

  private static final String PATH = "/accounts/" + CURRENT + "/transactions";
  private static final String BASE = ISSUER + ApiLinks.BASE;
  private static final Set<Permission> BASIC =
      Set.of(
          ReadAccountsBasic,
          ReadTransactionsBasic,
          ReadTransactionsCredits,
          ReadTransactionsDebits);
  private static final Set<Permission> DETAIL =
      Set.of(
          ReadAccountsBasic,
          ReadTransactionsDetail,
          ReadTransactionsCredits,
          ReadTransactionsDebits);

  private final SmallBank bank = new SmallBank();

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void noTransactionsAreAnEmptyArray() throws IOException {
    JsonNode answer = read(PATH, bank.customerToken(BASIC, CURRENT));
    assertThat(answer.at("/Data/Transaction").isArray()).isTrue();
    assertThat(answer.at("/Data/Transaction")).isEmpty();
    assertThat(answer.at("/Meta/TotalPages").asInt()).isEqualTo(1);
  }

  @Test
  void basicHasNoDetail() throws IOException {
    bank.book(CURRENT, -350, START);
    JsonNode entry = first(PATH, bank.customerToken(BASIC, CURRENT));
    assertThat(entry.get("TransactionReference").asText()).isEqualTo("ref-tx-00000");
    for (String detail :
        List.of("TransactionInformation", "Balance", "MerchantDetails", "CreditorAccount")) {
      assertThat(entry.has(detail)).as(detail).isFalse();
    }
  }

  @Test
  void detailHasTheOtherAccountOnItsSideAndMasksCards() throws IOException {
    bank.book(CURRENT, -350, START);
    JsonNode entry = first(PATH, bank.customerToken(DETAIL, CURRENT));
    assertThat(entry.at("/CreditorAccount/Identification").asText()).isEqualTo("xxxxxxxxxxxx1234");
    assertThat(entry.has("DebtorAccount")).isFalse();
    assertThat(entry.at("/MerchantDetails/MerchantCategoryCode").asText()).isEqualTo("5814");
    assertThat(entry.at("/Balance/CreditDebitIndicator").asText()).isEqualTo("Debit");
    bank.book(CURRENT, 350, START.plusSeconds(1));
    Set<Permission> withPan = new HashSet<>(DETAIL);
    withPan.add(ReadPAN);
    JsonNode credit = first(PATH, bank.customerToken(withPan, CURRENT));
    assertThat(credit.at("/DebtorAccount/Identification").asText()).isEqualTo("4929123412341234");
  }

  @Test
  void anotherCurrencyIsShownWithItsRate() throws IOException {
    bank.book(CURRENT, -1_208, START);
    JsonNode exchange = first(PATH, bank.customerToken(BASIC, CURRENT)).get("CurrencyExchange");
    assertThat(exchange.get("SourceCurrency").asText()).isEqualTo("USD");
    assertThat(exchange.get("TargetCurrency").asText()).isEqualTo("GBP");
    assertThat(exchange.get("UnitCurrency").asText()).isEqualTo("GBP");
    assertThat(exchange.get("ExchangeRate").asDouble()).isEqualTo(1.2835);
    assertThat(exchange.at("/InstructedAmount/Amount").asText()).isEqualTo("15.50");
    assertThat(exchange.at("/InstructedAmount/Currency").asText()).isEqualTo("USD");
    bank.pend(CURRENT, -100, START.plusSeconds(1));
    assertThat(first(PATH, bank.customerToken(BASIC, CURRENT)).has("CurrencyExchange")).isFalse();
  }

  @Test
  void onlyTheGrantedDirectionIsShown() throws IOException {
    String in = bank.book(CURRENT, 100, START);
    String out = bank.book(CURRENT, -100, START);
    assertThat(ids("/transactions", ReadTransactionsCredits)).containsExactly(in);
    assertThat(ids("/transactions", ReadTransactionsDebits)).containsExactly(out);
  }

  @Test
  void theQueryIsCutToTheConsentsWindow() throws IOException {
    List<String> booked = new ArrayList<>();
    for (int day = 0; day < 10; day++) {
      booked.add(bank.book(CURRENT, 100, START.minus(Duration.ofDays(day))));
    }
    String token =
        bank.customerToken(
            BASIC, START.minus(Duration.ofDays(6)), START.minus(Duration.ofDays(2)), CURRENT);
    assertThat(ids(read(PATH, token))).isEqualTo(booked.subList(2, 7));
    assertThat(ids(read(PATH + "?fromBookingDateTime=2026-11-20", token)))
        .isEqualTo(booked.subList(2, 4));
    assertThat(ids(read(PATH + "?toBookingDateTime=2026-11-18T10:00:00", token)))
        .isEqualTo(booked.subList(5, 7));
    assertThat(ids(read(PATH + "?fromBookingDateTime=2026-11-22", token))).isEmpty();
    JsonNode meta = read(PATH, token).get("Meta");
    assertThat(meta.get("FirstAvailableDateTime").asText()).isEqualTo("2026-11-17T10:00:00Z");
    assertThat(meta.get("LastAvailableDateTime").asText()).isEqualTo("2026-11-21T10:00:00Z");
  }

  @Test
  void aCardPaymentNamesTheCardOfItsAccountAndASavingsAccountHasNone() throws IOException {
    bank.pend(CURRENT, -100, START);
    bank.pend(SmallBank.EURO, -100, START);
    Set<Permission> whole = new HashSet<>(DETAIL);
    whole.add(Permission.ReadPAN);
    String place = "/CardInstrument/Identification";
    String number = first(PATH, bank.customerToken(whole, CURRENT)).at(place).asText();
    String masked = first(PATH, bank.customerToken(DETAIL, CURRENT)).at(place).asText();
    assertThat(number).matches("9826\\d{12}");
    assertThat(masked).isEqualTo("x".repeat(12) + number.substring(12));
    JsonNode saved =
        first("/accounts/acc-euro/transactions", bank.customerToken(whole, SmallBank.EURO));
    assertThat(saved.has("TransactionId")).isTrue();
    assertThat(saved.has("CardInstrument")).isFalse();
  }

  @Test
  void aZoneInTheQueryIsIgnored() throws IOException {
    bank.book(CURRENT, 100, START);
    String token = bank.customerToken(BASIC, CURRENT);
    assertThat(ids(read(PATH + "?fromBookingDateTime=2026-11-23T10:00:00%2B05:00", token)))
        .hasSize(1);
    assertThat(ids(read(PATH + "?fromBookingDateTime=2026-11-23T10:00:01Z", token))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fromBookingDateTime=yesterday",
        "fromBookingDateTime=",
        "toBookingDateTime=2026-13-01",
        "toBookingDateTime=2026-02-30T00:00:00",
        "fromBookingDateTime=2026-02-02&toBookingDateTime=2026-02-01",
        "fromBookingDateTime=0000-01-01",
        "fromBookingDateTime=99999-01-01"
      })
  void aBadDateIsU003(String query) {
    Answer answer = bank.get(PATH + "?" + query, bank.customerToken(BASIC, CURRENT));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("U003", "BookingDateTime\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=",
        "page=2",
        "page=%00",
        "page=bm9uc2Vuc2U",
        "page=MX5DfjB-MX54",
        "page=a&page=b",
        "fromBookingDateTime=2026-01-01&fromBookingDateTime=2026-01-01"
      })
  void aBadParameterIsU002(String query) {
    Answer answer = bank.get(PATH + "?" + query, bank.customerToken(BASIC, CURRENT));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("U002");
  }

  @Test
  void linksLeadThroughEveryPageOnceAndBackAgain() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 2 * TransactionPages.PAGE_SIZE + 5; i++) {
      expected.add(bank.book(i % 2 == 0 ? CURRENT : CARD, -100, START.minusSeconds(i / 3)));
    }
    String token = bank.customerToken(BASIC, CURRENT, CARD);
    JsonNode first = read("/transactions?fromBookingDateTime=2026-01-01", token);
    assertThat(first.at("/Links").has("Prev")).isFalse();
    assertThat(first.at("/Meta/TotalPages").asInt()).isEqualTo(3);
    JsonNode second = follow(first, "Next", token);
    bank.book(CURRENT, 1, START.plusSeconds(9));
    JsonNode third = follow(second, "Next", token);
    assertThat(third.at("/Links").has("Next")).isFalse();
    assertThat(third.at("/Data/Transaction")).hasSize(5);
    List<String> seen = new ArrayList<>(ids(first));
    seen.addAll(ids(second));
    seen.addAll(ids(third));
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected).doesNotHaveDuplicates();
    assertThat(ids(follow(third, "Prev", token))).isEqualTo(ids(second));
    JsonNode back = follow(follow(third, "Prev", token), "Prev", token);
    assertThat(ids(back)).isEqualTo(ids(first));
    JsonNode newest = follow(back, "Prev", token);
    assertThat(newest.at("/Links").has("Prev")).isFalse();
    assertThat(newest.at("/Data/Transaction")).hasSize(TransactionPages.PAGE_SIZE);
    assertThat(ids(follow(third, "First", token))).isEqualTo(ids(newest));
    assertThat(second.at("/Links/Self").asText()).isEqualTo(first.at("/Links/Next").asText());
  }

  private JsonNode follow(JsonNode page, String link, String token) throws IOException {
    String address = page.at("/Links/" + link).asText();
    assertThat(address).startsWith(BASE + "/transactions?fromBookingDateTime=2026-01-01");
    return read(address.substring(BASE.length()), token);
  }

  private List<String> ids(String path, Permission direction) throws IOException {
    Set<Permission> permissions = Set.of(ReadAccountsBasic, ReadTransactionsBasic, direction);
    return ids(read(path, bank.customerToken(permissions, CURRENT)));
  }

  private static List<String> ids(JsonNode answer) {
    return answer.at("/Data/Transaction").findValuesAsText("TransactionId");
  }

  private JsonNode first(String path, String token) throws IOException {
    return read(path, token).at("/Data/Transaction/0");
  }

  private JsonNode read(String path, String token) throws IOException {
    Answer answer = bank.get(path, token);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return OpenBankingJson.readTree(answer.body());
  }
}
