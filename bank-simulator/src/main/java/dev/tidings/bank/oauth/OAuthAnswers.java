package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.Response;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.javalin.http.Context;

/** Hands the OAuth library's answers to the server. None of them may be stored by a cache. */
final class OAuthAnswers {

  private OAuthAnswers() {}

  /** An error without a status of its own, because it belongs into a redirect, is a 400 here. */
  static void refuse(Context ctx, OAuthException refusal) {
    ErrorObject error = refusal.error();
    send(
        ctx,
        new TokenErrorResponse(
            error.getHTTPStatusCode() < 400 ? error.setHTTPStatusCode(400) : error));
  }

  static void send(Context ctx, Response answer) {
    HTTPResponse http = answer.toHTTPResponse();
    ctx.status(http.getStatusCode());
    ctx.header("Cache-Control", "no-store");
    ctx.header("Pragma", "no-cache");
    ctx.contentType("application/json; charset=utf-8");
    String body = http.getBody();
    ctx.result(body == null ? "" : body);
  }
}
