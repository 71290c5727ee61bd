package dev.tidings.bank.accountinfo;

import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.http.Context;

/** Writes an answer as the standard wants it. */
final class JsonAnswer {

  private static final String CONTENT_TYPE = "application/json; charset=utf-8";

  private JsonAnswer() {}

  static void send(Context ctx, int status, Object body) {
    ctx.status(status).contentType(CONTENT_TYPE).result(OpenBankingJson.write(body));
  }
}
