package dev.tidings.tpp.connect;

import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why an act was refused, as the JSON of the aggregator's own API. */
public final class Refusal {

  private Refusal() {}

  /**
   * Answers so.
   *
   * @param error for programs
   * @param message in words
   */
  public static void answer(Context ctx, int status, String error, String message) {
    Map<String, String> failure = new LinkedHashMap<>();
    failure.put("error", error);
    failure.put("message", message);
    ctx.status(status)
        .contentType("application/json; charset=utf-8")
        .result(OpenBankingJson.write(failure));
  }
}
