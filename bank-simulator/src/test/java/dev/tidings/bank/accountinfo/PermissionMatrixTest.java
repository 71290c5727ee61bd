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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every permission alone against every endpoint: who may call, which fields are there, and which
 * are not. Source: OBIE R/W v4.0, Permissions.
 */
class PermissionMatrixTest {

  /**
   * A line an endpoint: its permissions; the fields that each of them shows; the fields that only
   * its Detail permission shows. For transactions Credits and Debits are granted besides.
   */
  private static final String TABLE =
      """
      /accounts                        | Accounts+          | AccountId Currency AccountTypeCode Nickname       | Account Servicer
      /accounts/A                      | Accounts+          | AccountId Currency AccountTypeCode Nickname       | Account Servicer
      /accounts/A/balances             | Balances           | AccountId Type Amount CreditLine                  |
      /accounts/A/beneficiaries        | Beneficiaries+     | AccountId BeneficiaryId Reference                 | CreditorAgent CreditorAccount
      /accounts/A/direct-debits        | DirectDebits       | DirectDebitId Name PreviousPaymentAmount          |
      /accounts/A/offers               | Offers             | OfferId OfferType Description                     |
      /accounts/A/parties              | Party              | PartyId FullLegalName AccountRole Address         |
      /accounts/A/party                | Party              | PartyId FullLegalName AccountRole Address         |
      /accounts/A/product              | Products           | ProductType PCA                                   |
      /accounts/A/scheduled-payments   | ScheduledPayments+ | ScheduledPaymentId InstructedAmount               | CreditorAgent CreditorAccount
      /accounts/A/standing-orders      | StandingOrders+    | StandingOrderId NextPaymentAmount                 | CreditorAgent CreditorAccount
      /accounts/A/statements           | Statements+        | StatementId StartDateTime EndDateTime             | StatementAmount
      /accounts/A/statements/S         | Statements+        | StatementId StartDateTime EndDateTime             | StatementAmount
      /accounts/A/statements/S/file    | StatementsDetail   | %PDF                                              |
      /accounts/A/statements/S/transactions | Transactions+ | TransactionId Amount BankTransactionCode          | TransactionInformation Balance MerchantDetails CreditorAccount CreditorAgent DebtorAccount
      /accounts/A/transactions         | Transactions+      | TransactionId Amount BankTransactionCode          | TransactionInformation Balance MerchantDetails CreditorAccount CreditorAgent DebtorAccount
      /balances                        | Balances           | AccountId Type Amount CreditLine                  |
      /beneficiaries                   | Beneficiaries+     | AccountId BeneficiaryId Reference                 | CreditorAgent CreditorAccount
      /direct-debits                   | DirectDebits       | DirectDebitId Name PreviousPaymentAmount          |
      /offers                          | Offers             | OfferId OfferType Description                     |
      /party                           | PartyPSU           | PartyId FullLegalName EmailAddress Address        |
      /products                        | Products           | ProductType PCA OtherProductType                  |
      /scheduled-payments              | ScheduledPayments+ | ScheduledPaymentId InstructedAmount               | CreditorAgent CreditorAccount
      /standing-orders                 | StandingOrders+    | StandingOrderId NextPaymentAmount                 | CreditorAgent CreditorAccount
      /statements                      | Statements+        | StatementId StartDateTime EndDateTime             | StatementAmount
      /transactions                    | Transactions+      | TransactionId Amount BankTransactionCode          | TransactionInformation Balance MerchantDetails CreditorAccount CreditorAgent
      """;

  private static final String PERSONA = "amelia";
  private static final String ACCOUNT = "Everyday";
  private static final String MONTH = "202610";

  private static SeededBank bank;

  /** A line of the table, read. */
  private record Line(
      String path, Set<Permission> grants, List<String> shown, List<String> detail) {

    static Line of(String text) {
      String[] cells = text.split("\\|", -1);
      String stem = "Read" + cells[1].strip();
      Set<Permission> grants =
          stem.endsWith("+")
              ? EnumSet.of(
                  Permission.valueOf(stem.replace("+", "Basic")),
                  Permission.valueOf(stem.replace("+", "Detail")))
              : EnumSet.of(Permission.valueOf(stem));
      return new Line(cells[0].strip(), grants, words(cells[2]), words(cells[3]));
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
    String account = bank.account(PERSONA, ACCOUNT);
    String called = path.replace("/A", "/" + account).replace("/S", "/" + account + MONTH);
    Answer answer = bank.get(called, bank.token(PERSONA, together(granted)));
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
    Set<String> fields = fields(OpenBankingJson.readTree(answer.body()).get("Data"));
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

  private static Stream<Line> lines() {
    return TABLE.lines().map(Line::of);
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

  /** The names of the fields of all resources in the answer. */
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
