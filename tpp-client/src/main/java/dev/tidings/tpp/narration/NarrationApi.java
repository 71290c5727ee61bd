package dev.tidings.tpp.narration;

import dev.tidings.tpp.connect.Refusal;
import dev.tidings.tpp.connect.SameOrigin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
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
      Refusal.answer(ctx, 403, "foreign_page", "Only our own pages and programs may do this.");
    } else if (!narration.isOn()) {
      Refusal.answer(ctx, 404, "not_found", "There is no narrator; start with --narration.");
    } else if (words == null || words.length() > Narration.LENGTH_MAX) {
      Refusal.answer(
          ctx,
          400,
          "invalid_parameter",
          "words must be given, with at most " + Narration.LENGTH_MAX + " characters");
    } else {
      narration.say(words.strip());
      ctx.status(204);
    }
  }
}
