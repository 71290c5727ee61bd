package dev.tidings.bank.consent;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.ledger.ErrorPath;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What every account call passes: is there a consent, now, that allows it? Thread-safe. */
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
   * The consent, authorised and this client's.
   *
   * @throws ApiException 403 when there is none such, or it is not authorised (any more)
   */
  public Consent require(String consentId, String clientId) {
    Consent consent =
        database
            .ask(connection -> consents.find(connection, consentId))
            .filter(found -> found.clientId().equals(clientId))
            .orElseThrow(() ->
                ApiException.forbidden(
                    ErrorCode.CONSENT_MISMATCH, "there is no consent for this token"));
    if (consent.awaitsReauthentication()) {
      throw reauthenticate();
    }
    if (!consent.isAuthorisedAt(clock.instant())) {
      throw ApiException.forbidden(
          ErrorCode.INVALID_CONSENT_STATUS,
          "the consent is " + consent.status() + "; the customer has to authorise it");
    }
    return consent;
  }

  /**
   * As {@link #require(String, String)}, and the customer's.
   *
   * @throws ApiException 403 also when somebody else authorised it
   */
  public Consent require(String consentId, String clientId, String customerId) {
    Consent consent = require(consentId, clientId);
    if (!customerId.equals(consent.customerId())) {
      throw ApiException.forbidden(ErrorCode.CONSENT_MISMATCH, "the consent is another customer's");
    }
    if (ErrorPath.NEEDS_REAUTHENTICATION.is(customerId)
        && consent.version() == Consent.FIRST_AUTHORISED) {
      suspend(consentId);
      throw reauthenticate();
    }
    return consent;
  }

  private void suspend(String consentId) {
    try {
      database.useTransaction(unit -> consents.suspend(unit, consentId));
    } catch (IllegalConsentStateException e) {
      // another read at the same time has done it
    }
  }

  private static ApiException reauthenticate() {
    return ApiException.forbidden(
        ErrorCode.REAUTHENTICATE,
        "the customer has to authorise the same consent again, at the authorization endpoint");
  }

  /**
   * Lets pass what the consent allows by all of these permissions.
   *
   * @throws ApiException 403 naming the first that is missing
   */
  public static void requirePermission(Consent consent, Permission... permissions) {
    for (Permission permission : permissions) {
      requireAny(consent, permission);
    }
  }

  /**
   * Lets pass what the consent allows by at least one of these permissions.
   *
   * @throws ApiException 403 naming them
   */
  public static void requireAny(Consent consent, Permission... permissions) {
    if (Arrays.stream(permissions).noneMatch(consent::allows)) {
      String missing =
          Arrays.stream(permissions).map(Permission::name).collect(Collectors.joining(" or "));
      throw ApiException.forbidden(
          ErrorCode.CONSENT_MISMATCH, "the consent lacks the permission " + missing);
    }
  }
}
