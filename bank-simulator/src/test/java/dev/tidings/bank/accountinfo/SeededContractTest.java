package dev.tidings.bank.accountinfo;

import static dev.tidings.openbanking.Permission.ReadAccountsBasic;
import static dev.tidings.openbanking.Permission.ReadAccountsDetail;
import static dev.tidings.openbanking.Permission.ReadBeneficiariesBasic;
import static dev.tidings.openbanking.Permission.ReadPAN;
import static dev.tidings.openbanking.Permission.ReadParty;
import static dev.tidings.openbanking.Permission.ReadProducts;
import static dev.tidings.openbanking.Permission.ReadScheduledPaymentsBasic;
import static dev.tidings.openbanking.Permission.ReadStandingOrdersBasic;
import static dev.tidings.openbanking.Permission.ReadStatementsBasic;
import static dev.tidings.openbanking.Permission.ReadTransactionsBasic;
import static dev.tidings.openbanking.Permission.ReadTransactionsCredits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDebits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDetail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.accountinfo.SmallBank.Answer;
import dev.tidings.bank.ledger.Account;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every path, every persona, several permission sets, judged by the official OpenAPI file. */
class SeededContractTest {

  /** Fewer judged responses than this prove too little. */
  private static final int JUDGED_MIN = 500;

  private static final Set<Permission> EVERYTHING = EnumSet.allOf(Permission.class);

  private static final List<Set<Permission>> PERMISSION_SETS =
      List.of(
          EVERYTHING,
          EnumSet.of(ReadAccountsBasic),
          EnumSet.of(
              ReadAccountsBasic,
              ReadBeneficiariesBasic,
              ReadScheduledPaymentsBasic,
              ReadStandingOrdersBasic,
              ReadStatementsBasic),
          EnumSet.of(ReadAccountsDetail, ReadTransactionsBasic, ReadTransactionsCredits, ReadParty),
          EnumSet.of(
              ReadAccountsDetail,
              ReadTransactionsDetail,
              ReadTransactionsDebits,
              ReadPAN,
              ReadProducts));

  private final ObieContract contract = ObieContract.accountInformation();

  @Test
  void everyAnswerToEveryPersonaIsValid() throws IOException {
    int good = 0;
    int refused = 0;
    try (SeededBank bank = new SeededBank()) {
      for (String persona : SeededBank.PERSONAS) {
        String statementId = statementId(bank, persona);
        for (Set<Permission> permissions : PERMISSION_SETS) {
          String token = bank.token(persona, permissions);
          for (DataEndpoint endpoint : DataEndpoint.values()) {
            for (String path : paths(bank, persona, permissions, endpoint, statementId)) {
              Answer answer = bank.get(path, token);
              judge(endpoint, answer);
              good += answer.status() == 200 ? 1 : 0;
              refused += answer.status() == 403 ? 1 : 0;
            }
          }
        }
      }
    }
    System.out.printf(
        "judged %d responses: %d good, %d refused%n", contract.judged(), good, refused);
    assertThat(contract.judged()).isGreaterThanOrEqualTo(JUDGED_MIN);
    assertThat(good).isGreaterThan(JUDGED_MIN / 2);
    assertThat(refused).isPositive();
  }

  @Test
  void whoHasNothingGetsEmptyLists() throws IOException {
    try (SeededBank bank = new SeededBank()) {
      String token = bank.token("nina", EVERYTHING);
      for (String list :
          List.of(
              "Beneficiary:/beneficiaries",
              "DirectDebit:/direct-debits",
              "Offer:/offers",
              "ScheduledPayment:/scheduled-payments",
              "StandingOrder:/standing-orders",
              "Statement:/statements",
              "Transaction:/transactions")) {
        String[] parts = list.split(":", 2);
        Answer answer = bank.get(parts[1], token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(OpenBankingJson.readTree(answer.body()).at("/Data/" + parts[0]).toString())
            .isEqualTo("[]");
      }
    }
  }

  /** With everything granted all accounts of the persona, else the first one. */
  private static List<String> paths(
      SeededBank bank,
      String persona,
      Set<Permission> permissions,
      DataEndpoint endpoint,
      String statementId) {
    List<String> paths = new ArrayList<>();
    for (Account account : bank.accounts(persona)) {
      String id = statementId.isEmpty() ? "none" : account.accountId() + statementId;
      paths.add(
          endpoint.path().replace("{AccountId}", account.accountId()).replace("{StatementId}", id));
      if (!permissions.equals(EVERYTHING) || !endpoint.path().contains("{AccountId}")) {
        break;
      }
    }
    return paths;
  }

  /** The part of a statement's id that names the month; empty for nobody's. */
  private static String statementId(SeededBank bank, String persona) throws IOException {
    Answer answer = bank.get("/statements", bank.token(persona, EVERYTHING));
    var first = OpenBankingJson.readTree(answer.body()).at("/Data/Statement/0");
    String id = first.path("StatementId").asText();
    return id.isEmpty() ? "" : id.substring(first.path("AccountId").asText().length());
  }

  private void judge(DataEndpoint endpoint, Answer answer) {
    if (endpoint == DataEndpoint.ACCOUNT_STATEMENT_FILE && answer.status() == 200) {
      assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
      assertThat(answer.body()).startsWith("%PDF-");
    } else {
      contract.assertValid("get", endpoint.path(), answer.status(), answer.body());
    }
  }
}
