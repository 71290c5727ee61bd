package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import io.javalin.http.Context;
import java.util.List;

/**
 * Who calls, and with which right: a TPP for itself (consents) or under a customer's consent
 * (data). Source: OBIE R/W v4.0, Grants Types.
 */
final class Callers {

  static final String SCOPE = "accounts";

  private final AccessTokens accessTokens;
  private final ConsentGuard guard;

  private final CountCalls count;

  Callers(AccessTokens accessTokens, ConsentGuard guard, CountCalls count) {
    this.accessTokens = accessTokens;
    this.guard = guard;
    this.count = count;
  }

  /**
   * The client_id of a TPP that calls for itself.
   *
   * @throws ApiException 401 without a token, 403 with a customer's, 429 when it calls too often
   */
  String client(Context ctx) {
    AccessToken token = scoped(ctx);
    if (token.customerId() != null) {
      throw wrongToken("this needs a client_credentials token, not a customer's");
    }
    NotModified.forClient(ctx, token.clientId());
    return token.clientId();
  }

  /**
   * The consent under which this endpoint is called.
   *
   * @throws ApiException 401 without a token; 403 without a consent in force that allows it; 429
   *     when it is called too often
   */
  Consent consent(Context ctx, DataEndpoint endpoint) {
    AccessToken token = scoped(ctx);
    if (token.consentId() == null || token.customerId() == null) {
      throw wrongToken("this needs a token that a customer authorised, not client_credentials");
    }
    Consent consent = guard.require(token.consentId(), token.clientId(), token.customerId());
    endpoint.requireAllowedBy(consent);
    count.unattended(ctx, consent, endpoint);
    ReadingUnder.set(ctx, consent);
    NotModified.under(ctx, consent);
    return consent;
  }

  private AccessToken scoped(Context ctx) {
    AccessToken token = accessTokens.require(ctx);
    AccessRecord.calledBy(ctx, token.clientId());
    count.call(ctx, token.clientId());
    if (!token.scopes().contains(SCOPE)) {
      throw wrongToken("the token lacks the scope " + SCOPE);
    }
    return token;
  }

  private static ApiException wrongToken(String message) {
    return new ApiException(
        403, List.of(OBError.at("Authorization", ErrorCode.HEADER_INVALID, message)));
  }
}
