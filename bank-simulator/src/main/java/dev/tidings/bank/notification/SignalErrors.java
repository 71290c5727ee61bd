package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;

/**
 * Errors of the Shared Signals endpoints. That standard gives them statuses and no body; what is in
 * it has the form of RFC 8935 §2.3.
 */
final class SignalErrors {

  private SignalErrors() {}

  /** The same, with its errors in this form. */
  static Handler around(Handler handler) {
    return ctx -> {
      try {
        handler.handle(ctx);
      } catch (ApiException e) {
        answer(ctx, e);
      }
    };
  }

  /** There is no such stream of this receiver. */
  static ApiException noStream(String streamId) {
    return new ApiException(404, List.of(OBError.of(ErrorCode.NOT_FOUND, "no stream " + streamId)));
  }

  private static void answer(Context ctx, ApiException e) {
    String err =
        switch (e.status()) {
          case 401 -> "authentication_failed";
          case 403 -> "access_denied";
          default -> "invalid_request";
        };
    String description =
        e.errors().isEmpty() ? "a valid access token is needed" : e.errors().getFirst().message();
    json(ctx.status(e.status()), Map.of("err", err, "description", String.valueOf(description)));
  }

  static void json(Context ctx, Object body) {
    ctx.contentType("application/json; charset=utf-8")
        .header("Cache-Control", "no-store")
        .result(OpenBankingJson.write(body));
  }
}
