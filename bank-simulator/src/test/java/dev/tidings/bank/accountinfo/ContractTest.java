package dev.tidings.bank.accountinfo;

import static dev.tidings.bank.accountinfo.SmallBank.CARD;
import static dev.tidings.bank.accountinfo.SmallBank.CURRENT;
import static dev.tidings.bank.accountinfo.SmallBank.EURO;
import static dev.tidings.bank.accountinfo.SmallBank.SOMEBODY_ELSES;
import static dev.tidings.bank.accountinfo.SmallBank.START;
import static dev.tidings.bank.accountinfo.SmallBank.TPP;
import static dev.tidings.openbanking.Permission.ReadAccountsBasic;
import static dev.tidings.openbanking.Permission.ReadAccountsDetail;
import static dev.tidings.openbanking.Permission.ReadBalances;
import static dev.tidings.openbanking.Permission.ReadPAN;
import static dev.tidings.openbanking.Permission.ReadTransactionsBasic;
import static dev.tidings.openbanking.Permission.ReadTransactionsCredits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDebits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDetail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.accountinfo.SmallBank.Answer;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.OBConsent;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every endpoint, success and error, judged by the official OpenAPI file. */
class ContractTest {

  private static final String CONSENTS = "/account-access-consents";
  private static final String CONSENT = CONSENTS + "/{ConsentId}";

  /** Permissions that are asked for together in practice. */
  private static final List<Set<Permission>> PERMISSION_SETS =
      List.of(
          EnumSet.allOf(Permission.class),
          EnumSet.of(ReadAccountsBasic),
          EnumSet.of(ReadAccountsBasic, ReadBalances),
          EnumSet.of(ReadAccountsDetail, ReadPAN, ReadBalances),
          EnumSet.of(ReadAccountsDetail, ReadTransactionsBasic, ReadTransactionsCredits),
          EnumSet.of(ReadAccountsBasic, ReadTransactionsDetail, ReadTransactionsDebits));

  private final ObieContract contract = ObieContract.accountInformation();
  private SmallBank bank;

  @BeforeEach
  void open() {
    bank = new SmallBank();
    for (int i = 0; i < 3 * TransactionPages.PAGE_SIZE; i++) {
      bank.book(CURRENT, i % 3 == 0 ? 1999 : -i, START.minusSeconds(i));
    }
    bank.pend(CARD, -260, START);
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void dataIsValidUnderEveryPermissionSet() {
    int good = 0;
    for (Set<Permission> permissions : PERMISSION_SETS) {
      String token = bank.customerToken(permissions, CURRENT, CARD, EURO);
      for (DataEndpoint endpoint : DataEndpoint.values()) {
        for (String id : List.of(CURRENT, CARD, EURO, SOMEBODY_ELSES, "unknown")) {
          Answer answer = bank.get(path(endpoint, id), token);
          judge(endpoint, answer);
          good += answer.status() == 200 ? 1 : 0;
        }
      }
    }
    assertThat(contract.judged())
        .isEqualTo(PERMISSION_SETS.size() * DataEndpoint.values().length * 5);
    assertThat(good).isGreaterThan(contract.judged() / 6);
  }

  @Test
  void badCallsAreValidErrors() {
    String token = bank.customerToken(EnumSet.allOf(Permission.class), CURRENT);
    String revoked = bank.customerToken(EnumSet.allOf(Permission.class), CURRENT);
    bank.revoke(revoked);
    for (DataEndpoint endpoint : DataEndpoint.values()) {
      String path = path(endpoint, CURRENT);
      for (String bad : List.of("nonsense", bank.clientToken(TPP), revoked)) {
        Answer answer = bank.get(path, bad);
        assertThat(answer.status()).isIn(401, 403);
        judge(endpoint, answer);
      }
      judge(endpoint, bank.get(path + "?fromBookingDateTime=soon&page=x", token));
      judge(endpoint, bank.send(bank.request(path, token).header("Accept", "text/html").build()));
      Answer wrongMethod = bank.delete(path, token);
      assertThat(wrongMethod.status()).isEqualTo(405);
      contract.assertValid("get", endpoint.path(), 405, wrongMethod.body());
    }
  }

  @Test
  void consentsAreValidInEveryStatus() throws IOException {
    for (ConsentStatus status : ConsentStatus.values()) {
      String creator = bank.clientToken(TPP);
      Answer created =
          bank.post(
              CONSENTS,
              creator,
              """
              {"Data": {"Permissions": ["ReadAccountsDetail", "ReadBalances"],
                "ExpirationDateTime": "2027-11-23T10:00:00+01:00",
                "TransactionFromDateTime": "2026-01-01T00:00:00Z",
                "TransactionToDateTime": "2026-12-31T00:00:00Z"}, "Risk": {}}
              """);
      assertThat(created.status()).isEqualTo(201);
      contract.assertValid("post", CONSENTS, created.status(), created.body());
      String id = OpenBankingJson.read(created.body(), OBConsent.Response.class).data().consentId();
      bank.bring(id, status);
      String token = bank.clientToken(TPP);
      Answer read = bank.get(CONSENTS + "/" + id, token);
      assertThat(read.body()).contains("\"Status\":\"" + status + "\"");
      contract.assertValid("get", CONSENT, read.status(), read.body());
      Answer deleted = bank.delete(CONSENTS + "/" + id, token);
      contract.assertValid("delete", CONSENT, deleted.status(), deleted.body());
      Answer gone = bank.get(CONSENTS + "/" + id, token);
      contract.assertValid("get", CONSENT, gone.status(), gone.body());
    }
  }

  @Test
  void refusedConsentsAreValidErrors() {
    for (String body : List.of("", "[]", "{}", "{\"Data\":{\"Permissions\":[]},\"Risk\":{}}")) {
      Answer refused = bank.post(CONSENTS, bank.clientToken(TPP), body);
      assertThat(refused.status()).isEqualTo(400);
      contract.assertValid("post", CONSENTS, refused.status(), refused.body());
    }
  }

  private static String path(DataEndpoint endpoint, String accountId) {
    return endpoint.path().replace("{AccountId}", accountId).replace("{StatementId}", "unknown");
  }

  private void judge(DataEndpoint endpoint, Answer answer) {
    contract.assertValid("get", endpoint.path(), answer.status(), answer.body());
  }
}
