package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.openbanking.ErrorCode;
import io.javalin.http.Context;

/** The TPP that calls for itself, not for a customer. */
final class TppCaller {

  static final String SCOPE = "accounts";

  private TppCaller() {}

  /**
   * @throws ApiException 401 without a token that counts; 403 with a customer's, or without scope
   */
  static String clientId(AccessTokens tokens, Context ctx) {
    AccessToken token = tokens.require(ctx);
    if (token.customerId() != null || !token.scopes().contains(SCOPE)) {
      throw ApiException.forbidden(
          ErrorCode.HEADER_INVALID,
          "a client_credentials token with scope " + SCOPE + " is needed");
    }
    return token.clientId();
  }
}
