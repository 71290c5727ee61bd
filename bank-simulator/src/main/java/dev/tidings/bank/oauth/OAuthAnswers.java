package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.Response;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.javalin.http.Context;

/** Hands the OAuth library's answers to the server. None of them may be stored by a cache. */
final class OAuthAnswers {

  private OAuthAnswers() {}

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
