package dev.tidings.tpp.narration;

import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.connect.SameOrigin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code PUT /api/narration}: programs of this machine say what every open page shows. */
public final class NarrationApi {

  private static final String WORDS = "words";

  private final Narration narration;
  private final SameOrigin sameOrigin;

  public NarrationApi(Narration narration, SameOrigin sameOrigin) {
    this.narration = narration;
    this.sameOrigin = sameOrigin;
  }

  public void register(RoutesConfig routes) {
    routes.put("/api/narration", this::say);
  }

  private void say(Context ctx) {
    @Nullable String words = ctx.formParam(WORDS);
    if (!sameOrigin.allows(ctx)) {
      refuse(ctx, 403, "foreign_page", "Only our own pages and programs may do this.");
    } else if (!narration.isOn()) {
      refuse(ctx, 404, "not_found", "There is no narrator; start with --narration.");
    } else if (words == null || words.length() > Narration.LENGTH_MAX) {
      refuse(
          ctx,
          400,
          "invalid_parameter",
          "words must be given, with at most " + Narration.LENGTH_MAX + " characters");
    } else {
      narration.say(words.strip());
      ctx.status(204);
    }
  }

  private static void refuse(Context ctx, int status, String error, String message) {
    Map<String, String> failure = new LinkedHashMap<>();
    failure.put("error", error);
    failure.put("message", message);
    ctx.status(status)
        .contentType("application/json; charset=utf-8")
        .result(OpenBankingJson.write(failure));
  }
}
