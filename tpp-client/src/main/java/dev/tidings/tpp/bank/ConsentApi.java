package dev.tidings.tpp.bank;

import static dev.tidings.openbanking.Permission.ReadAccountsDetail;
import static dev.tidings.openbanking.Permission.ReadBalances;
import static dev.tidings.openbanking.Permission.ReadTransactionsCredits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDebits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDetail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.OBConsent;
import dev.tidings.openbanking.Permission;
import dev.tidings.tpp.bank.BankHttp.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Account access consents. Source: OBIE R/W v4.0, Account Access Consents. Thread-safe. */
public final class ConsentApi {

  /** How long we ask to be allowed. */
  public static final Duration CONSENT_LIFE = Duration.ofDays(90);

  /** What we ask for: as much as the view shows, and no more. */
  public static final List<Permission> PERMISSIONS =
      List.of(
          ReadAccountsDetail,
          ReadBalances,
          ReadTransactionsDetail,
          ReadTransactionsCredits,
          ReadTransactionsDebits);

  private final ClientCalls calls;

  public ConsentApi(ClientCalls calls) {
    this.calls = calls;
  }

  /** Makes a consent for the customer to authorise; returns its ConsentId. */
  public String create(Bank bank, Instant expiresAt) throws BankException {
    OBConsent.Request request =
        OBConsent.Request.of(new OBConsent.RequestData(PERMISSIONS, expiresAt, null, null));
    Answer answer =
        calls.post(bank, bank.accountInformation() + "/account-access-consents", request);
    if (answer.status() != 201) {
      throw answer.refused();
    }
    JsonNode id = ClientCalls.json(answer).path("Data").path("ConsentId");
    if (!id.isTextual()) {
      throw new BankException(answer.path() + " answered without a ConsentId");
    }
    return id.asText();
  }

  /** What the bank says of the consent; null when it does not say. */
  public @Nullable ConsentStatus status(Bank bank, String consentId) {
    try {
      Answer answer =
          calls.get(bank, bank.accountInformation() + "/account-access-consents/" + consentId);
      String status = ClientCalls.json(answer).path("Data").path("Status").asText();
      return answer.status() == 200 ? ConsentStatus.valueOf(status) : null;
    } catch (BankException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Gives a consent back that is needed no longer. */
  public void delete(Bank bank, String consentId) throws BankException {
    Answer answer =
        calls.delete(bank, bank.accountInformation() + "/account-access-consents/" + consentId);
    if (answer.status() != 204) {
      throw answer.refused();
    }
  }
}
