package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.consent.PermissionRules;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.JsonBody;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Permission;
import java.time.Instant;
import java.util.Set;

/**
 * Reads what a TPP asks for. Fields that the standard does not know are let pass, except in Risk,
 * which it closes. Source: OBIE R/W v4.0, OBReadConsent1.
 */
final class ConsentRequest {

  private static final String EXPIRATION = "ExpirationDateTime";
  private static final String FROM = "TransactionFromDateTime";
  private static final String TO = "TransactionToDateTime";

  private ConsentRequest() {}

  /**
   * @throws ApiException 400 naming the field at fault
   */
  static NewConsent read(JsonBody body, String clientId, Instant now) {
    JsonBody data = body.object("Data");
    Set<Permission> permissions = PermissionRules.parse(data.strings("Permissions"));
    Instant expires = data.dateTime(EXPIRATION);
    Instant from = data.dateTime(FROM);
    Instant to = data.dateTime(TO);
    if (expires != null && !expires.isAfter(now)) {
      throw invalidDate(data.at(EXPIRATION), "must lie in the future");
    }
    if (from != null && to != null && from.isAfter(to)) {
      throw invalidDate(data.at(TO), "must not be before " + FROM);
    }
    body.object("Risk").requireEmpty();
    return new NewConsent(clientId, permissions, expires, from, to);
  }

  private static ApiException invalidDate(String path, String message) {
    return ApiException.badRequest(path, ErrorCode.FIELD_INVALID_DATE, message);
  }
}
