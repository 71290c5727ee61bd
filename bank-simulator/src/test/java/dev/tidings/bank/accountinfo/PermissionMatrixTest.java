package dev.tidings.bank.accountinfo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.accountinfo.SmallBank.Answer;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every permission alone against every endpoint: who may call, which fields are there, and which
 * are not. Source: OBIE R/W v4.0, Permissions.
 */
class PermissionMatrixTest {

  /**
   * A row is: permission | fields that it shows | fields that only its Detail shows | endpoints.
   *
   * <p>{@code Accounts+} is ReadAccountsBasic and ReadAccountsDetail. For Transactions+ Credits and
   * Debits are granted besides. Every permission that a row does not name gets a 403 there.
   */
  private static final String TABLE =
      """
      Accounts+          | AccountId Currency AccountTypeCode Nickname     | Account Servicer              | /accounts /accounts/A
      Balances           | AccountId Type Amount CreditLine                |                               | /balances /accounts/A/balances
      Beneficiaries+     | AccountId BeneficiaryId Reference               | CreditorAgent CreditorAccount | /beneficiaries /accounts/A/beneficiaries
      DirectDebits       | DirectDebitId Name PreviousPaymentAmount        |                               | /direct-debits /accounts/A/direct-debits
      Offers             | OfferId OfferType Description                   |                               | /offers /accounts/A/offers
      Party              | PartyId FullLegalName AccountRole Address       |                               | /accounts/A/party /accounts/A/parties
      PartyPSU           | PartyId FullLegalName EmailAddress Address      |                               | /party
      Products           | ProductType ProductName PCA                     |                               | /products /accounts/A/product
      ScheduledPayments+ | ScheduledPaymentId InstructedAmount             | CreditorAgent CreditorAccount | /scheduled-payments /accounts/A/scheduled-payments
      StandingOrders+    | StandingOrderId NextPaymentAmount               | CreditorAgent CreditorAccount | /standing-orders /accounts/A/standing-orders
      Statements+        | StatementId StartDateTime EndDateTime           | StatementAmount               | /statements /accounts/A/statements /accounts/A/statements/S
      StatementsDetail   | %PDF                                            |                               | /accounts/A/statements/S/file
      Transactions+      | TransactionId Amount CurrencyExchange CardInstrument BankTransactionCode \
         | TransactionInformation Balance MerchantDetails CreditorAgent CreditorAccount DebtorAgent DebtorAccount \
         | /transactions /accounts/A/transactions /accounts/A/statements/S/transactions
      """;

  private static final String PERSONA = "amelia";
  private static final String ACCOUNT = "Everyday";
  private static final String MONTH = "202610";
  private static final int PAGES_MAX = 3;
  private static final Pattern WHOLE_CARD_NUMBER = Pattern.compile("\"\\d{16}\"");

  private static SeededBank bank;

  /** A row of the table at one of its endpoints. */
  private record Line(
      String path, Set<Permission> grants, List<String> shown, List<String> detail) {

    static Stream<Line> of(String row) {
      List<List<String>> cells =
          Arrays.stream(row.split("\\|", -1)).map(cell -> words(cell)).toList();
      String stem = "Read" + cells.get(0).getFirst();
      Set<Permission> grants =
          stem.endsWith("+")
              ? EnumSet.of(
                  Permission.valueOf(stem.replace("+", "Basic")),
                  Permission.valueOf(stem.replace("+", "Detail")))
              : EnumSet.of(Permission.valueOf(stem));
      return cells.get(3).stream().map(path -> new Line(path, grants, cells.get(1), cells.get(2)));
    }

    private static List<String> words(String cell) {
      return cell.isBlank() ? List.of() : Arrays.asList(cell.strip().split(" +", -1));
    }
  }

  @BeforeAll
  static void open() {
    bank = new SeededBank();
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  static Stream<Arguments> everyPermissionAtEveryEndpoint() {
    return lines()
        .flatMap(line ->
            Arrays.stream(Permission.values()).map(granted -> Arguments.of(line.path(), granted)));
  }

  @ParameterizedTest(name = "{1} at {0}")
  @MethodSource("everyPermissionAtEveryEndpoint")
  void onlyWhatIsGrantedIsShown(String path, Permission granted) throws IOException {
    Line line = lines().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
    String token = bank.token(PERSONA, together(granted));
    Answer answer = bank.get(called(path), token);
    if (!line.grants().contains(granted)) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("U008").doesNotContain("\"Data\"");
      return;
    }
    assertThat(answer.status()).isEqualTo(200);
    if (line.shown().equals(List.of("%PDF"))) {
      assertThat(answer.body()).startsWith("%PDF");
      return;
    }
    Set<String> fields = fieldsOnAllPages(answer, token);
    assertThat(fields).containsAll(line.shown());
    if (granted.name().endsWith("Detail")) {
      assertThat(fields).containsAll(line.detail());
    } else if (!line.detail().isEmpty()) {
      assertThat(fields).doesNotContainAnyElementsOf(line.detail());
    }
  }

  @Test
  void theTableNamesEveryEndpoint() {
    assertThat(lines().map(Line::path))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DataEndpoint.values())
                .map(endpoint ->
                    endpoint.path().replace("{AccountId}", "A").replace("{StatementId}", "S"))
                .toList());
  }

  @Test
  void onlyReadPanShowsWholeCardNumbers() {
    Set<Permission> everything = EnumSet.allOf(Permission.class);
    Set<Permission> masked = EnumSet.complementOf(EnumSet.of(Permission.ReadPAN));
    String open = bank.token(PERSONA, everything);
    String token = bank.token(PERSONA, masked);
    lines()
        .map(Line::path)
        .filter(path -> !path.endsWith("/file"))
        .forEach(path ->
            assertThat(bank.get(called(path), token).body())
                .as(path)
                .doesNotContainPattern(WHOLE_CARD_NUMBER));
    assertThat(bank.get("/accounts", open).body()).containsPattern(WHOLE_CARD_NUMBER);
    assertThat(bank.get("/transactions", open).body()).containsPattern(WHOLE_CARD_NUMBER);
  }

  @ParameterizedTest
  @CsvSource({"ReadTransactionsCredits,Credit", "ReadTransactionsDebits,Debit"})
  void onlyTheGrantedDirectionIsShown(Permission direction, String indicator) throws IOException {
    Set<Permission> granted = EnumSet.of(direction, Permission.ReadTransactionsDetail);
    Answer answer = bank.get("/transactions", bank.token(PERSONA, granted));
    List<String> shown = new ArrayList<>();
    for (JsonNode one : OpenBankingJson.readTree(answer.body()).at("/Data/Transaction")) {
      shown.add(one.path("CreditDebitIndicator").asText());
    }
    assertThat(shown).isNotEmpty().containsOnly(indicator);
  }

  private static Stream<Line> lines() {
    return TABLE.lines().flatMap(Line::of);
  }

  private static String called(String path) {
    String account = bank.account(PERSONA, ACCOUNT);
    return path.replace("/A", "/" + account).replace("/S", "/" + account + MONTH);
  }

  /** The names of the fields of all resources on this page and those after it. */
  private static Set<String> fieldsOnAllPages(Answer first, String token) throws IOException {
    Set<String> fields = new TreeSet<>();
    JsonNode page = OpenBankingJson.readTree(first.body());
    for (int i = 0; i < PAGES_MAX; i++) {
      fields.addAll(fields(page.get("Data")));
      String next = page.at("/Links/Next").asText();
      if (next.isEmpty()) {
        break;
      }
      String below = next.substring(next.indexOf(ApiLinks.BASE) + ApiLinks.BASE.length());
      page = OpenBankingJson.readTree(bank.get(below, token).body());
    }
    return fields;
  }

  /** Transactions are shown only with at least one direction granted. */
  private static Set<Permission> together(Permission granted) {
    Set<Permission> together = EnumSet.of(granted);
    if (granted == Permission.ReadTransactionsBasic
        || granted == Permission.ReadTransactionsDetail) {
      together.add(Permission.ReadTransactionsCredits);
      together.add(Permission.ReadTransactionsDebits);
    }
    return together;
  }

  /** The names of the fields of all resources in this data. */
  private static Set<String> fields(JsonNode data) {
    Set<String> fields = new TreeSet<>();
    List<JsonNode> resources = new ArrayList<>();
    data.forEach(node -> {
      if (node.isArray()) {
        node.forEach(resources::add);
      } else {
        resources.add(node);
      }
    });
    resources.forEach(resource -> resource.fieldNames().forEachRemaining(fields::add));
    return fields;
  }
}
