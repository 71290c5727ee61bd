package dev.tidings.tpp.web;

import dev.tidings.tpp.AggregatorConfig;
import dev.tidings.tpp.narration.Narration;
import dev.tidings.tpp.view.ViewChanges;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * The overview page, its live stream, and the JSON of the same. Closing ends the streams; do it
 * before the server stops.
 */
public final class WebApi implements AutoCloseable {

  /** The most changes in one answer of {@code GET /api/changes}. */
  public static final int CHANGES_MAX = 200;

  /** As many as {@code GET /api/changes} answers when it is not told. */
  public static final int CHANGES_USUAL = 20;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final Readings readings;
  private final Assets assets = new Assets();
  private final Pages pages;
  private final HostGuard guard;
  private final SecurityHeaders headers;
  private final SharedParts parts;
  private final LiveStream stream;

  public WebApi(
      Readings readings, ViewChanges notices, Narration narration, AggregatorConfig config) {
    this(readings, notices, narration, config, StreamPace.USUAL);
  }

  WebApi(
      Readings readings,
      ViewChanges notices,
      Narration narration,
      AggregatorConfig config,
      StreamPace pace) {
    this.readings = readings;
    this.pages = new Pages(config.name(), assets.path(), narration);
    this.guard = new HostGuard(config.publicUrl());
    this.headers = new SecurityHeaders(config.banks());
    this.parts = new SharedParts(notices, config.clock()); // hears of a change before pages do
    this.stream = new LiveStream(() -> pages.live(overview()), notices, pace);
  }

  /** Adds the routes, the security headers of every answer, and the answer to unknown paths. */
  public void register(RoutesConfig routes) {
    routes.before(headers::put);
    routes.get(
        "/", guard.behind(ctx -> page(ctx, pages.overview(overview(), readings.netWorth().get()))));
    routes.get(
        "/api/view",
        guard.behind(ctx -> ApiJson.answer(ctx, ViewJson.from(readings.view().get()))));
    routes.get("/api/meter", guard.behind(ctx -> ApiJson.answer(ctx, readings.meter().get())));
    routes.get("/api/changes", guard.behind(this::changes));
    routes.get("/api/stream", guard.behind(this::stream));
    new Screens(readings, pages, parts).register(routes, guard);
    assets.register(routes);
    routes.exception(NotFoundResponse.class, (e, ctx) -> notFound(ctx));
  }

  /** What renders our pages. */
  public Pages pages() {
    return pages;
  }

  @Override
  public void close() {
    stream.close();
    parts.close();
  }

  private Overview overview() {
    return new Overview(
        readings.view().get(), readings.changes().apply(CHANGES_MAX), readings.meter().get());
  }

  private void changes(Context ctx) {
    OptionalInt limit = limit(ctx);
    if (limit.isEmpty()) {
      ctx.status(BAD_REQUEST);
      ApiJson.answer(
          ctx,
          new ApiJson.Failure(
              "invalid_limit", "limit must be a whole number from 1 to " + CHANGES_MAX));
      return;
    }
    ApiJson.answer(
        ctx,
        new ChangeJson.Changes(
            readings.changes().apply(limit.getAsInt()).stream().map(ChangeJson::from).toList()));
  }

  private static OptionalInt limit(Context ctx) {
    String asked = ctx.queryParam("limit");
    try {
      int limit = asked == null ? CHANGES_USUAL : Integer.parseInt(asked);
      return limit < 1 || limit > CHANGES_MAX ? OptionalInt.empty() : OptionalInt.of(limit);
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private void stream(Context ctx) throws IOException {
    boolean withView = !"false".equals(ctx.queryParam("view"));
    StreamRequest.answer(ctx, out -> stream.connect(out, withView));
  }

  private void notFound(Context ctx) {
    ctx.status(NOT_FOUND);
    String accept = ctx.header("Accept");
    if (accept != null && accept.contains("text/html") && !ctx.path().startsWith("/api/")) {
      page(ctx, pages.notFound());
    } else {
      ApiJson.answer(
          ctx, new ApiJson.Failure("not_found", "There is nothing at " + ctx.path() + "."));
    }
  }

  private static void page(Context ctx, String html) {
    ctx.header("Cache-Control", "no-store");
    ctx.html(html);
  }
}
