package dev.tidings.bank.consent;

import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.time.InstantSource;
import java.util.Arrays;

/** What every account call passes: is there a consent, is it in force, does it allow this. */
public final class ConsentGuard {

  private final Database database;
  private final Consents consents;
  private final InstantSource clock;

  public ConsentGuard(Database database, Consents consents, InstantSource clock) {
    this.database = database;
    this.consents = consents;
    this.clock = clock;
  }

  /**
   * The consent, if this client may use it now.
   *
   * @throws ApiException 403 when it may not
   */
  public Consent require(String consentId, String clientId) {
    return database
        .read(handle -> consents.find(handle, consentId))
        .filter(consent -> consent.clientId().equals(clientId))
        .filter(consent -> consent.isAuthorisedAt(clock.instant()))
        .orElseThrow(() ->
            ApiException.forbidden(
                ErrorCode.REAUTHENTICATE, "the consent is not in force; ask the customer anew"));
  }

  /**
   * At least one of the permissions must be granted.
   *
   * @throws ApiException 403 when none is
   */
  public static void requireAny(Consent consent, Permission... permissions) {
    if (Arrays.stream(permissions).noneMatch(consent::allows)) {
      throw ApiException.forbidden(
          ErrorCode.CONSENT_MISMATCH, "the consent grants none of " + Arrays.toString(permissions));
    }
  }
}
