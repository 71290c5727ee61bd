package dev.tidings.bank.oauth;

import io.javalin.http.Context;

/** Decides what the bearer of a request may be taken for. */
public interface AccessTokens {

  /**
   * The token of this request, known and not expired.
   *
   * @throws dev.tidings.bank.http.ApiException 401 without a body when there is none such
   */
  AccessToken require(Context ctx);
}
