package dev.tidings.tpp.connect;

import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.http.Context;

/**
 * Why an act was refused, as JSON.
 *
 * @param error for programs
 * @param message in words
 */
public record Refusal(String error, String message) {

  /** Answers so. */
  public static void answer(Context ctx, int status, String error, String message) {
    ctx.status(status)
        .contentType("application/json; charset=utf-8")
        .result(OpenBankingJson.write(new Refusal(error, message)));
  }
}
