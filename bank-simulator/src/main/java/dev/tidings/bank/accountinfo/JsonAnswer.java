package dev.tidings.bank.accountinfo;

import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.http.Context;

/** Writes an answer as the standard wants it. */
final class JsonAnswer {

  private static final String CONTENT_TYPE = "application/json; charset=utf-8";

  private JsonAnswer() {}

  static void send(Context ctx, int status, Object body) {
    ctx.status(status).contentType(CONTENT_TYPE).result(OpenBankingJson.bytes(body));
  }

  /** What is read; who has it already gets 304. */
  static void sendRead(Context ctx, Object body) {
    byte[] bytes = OpenBankingJson.bytes(body);
    if (NotModified.isNamed(ctx) || !NotModified.sent(ctx, bytes)) {
      ctx.status(200).contentType(CONTENT_TYPE).result(bytes);
    }
  }
}
