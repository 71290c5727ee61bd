package dev.tidings.bank.sandbox;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.trace.Trace;
import dev.tidings.bank.trace.Traces;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The control API's part about events: what happened, who was told, and what came of it. */
public final class SandboxEventsApi {

  private static final int LISTED_DEFAULT = 20;

  record EventsAnswer(List<Summary> events) {}

  /** A change in one line. */
  record Summary(
      Trace.Change change,
      Trace.@Nullable Entry entry,
      boolean decided,
      long told,
      long notTold,
      long delivered,
      long pending) {

    static Summary from(Trace trace) {
      return new Summary(
          trace.change(),
          trace.entry(),
          trace.decidedAt() != null,
          trace.toldCount(),
          trace.readers().size() - trace.toldCount(),
          trace.setsIn("DELIVERED"),
          trace.setsIn("PENDING"));
    }
  }

  private final Traces traces;

  public SandboxEventsApi(Traces traces) {
    this.traces = traces;
  }

  /** Adds the routes; {@link LoopbackOnly#register} is done once by the bank. */
  public void register(RoutesConfig routes) {
    routes.get("/sandbox/events", this::list);
    routes.get("/sandbox/events/{eventId}", this::show);
  }

  private void list(Context ctx) {
    SandboxJson.answer(
        ctx,
        200,
        new EventsAnswer(
            traces.latest(ctx.queryParam("account"), limit(ctx)).stream()
                .map(Summary::from)
                .toList()));
  }

  private void show(Context ctx) {
    String eventId = ctx.pathParam("eventId");
    Trace trace =
        traces
            .find(eventId)
            .orElseThrow(() ->
                new ApiException(
                    404,
                    List.of(
                        OBError.at(
                            "eventId",
                            ErrorCode.NOT_FOUND,
                            "there is no event '"
                                + eventId
                                + "'; GET /sandbox/events lists them"))));
    SandboxJson.answer(ctx, 200, trace);
  }

  private static int limit(Context ctx) {
    String sent = ctx.queryParam("limit");
    if (sent == null) {
      return LISTED_DEFAULT;
    }
    if (!sent.matches("[1-9]\\d{0,2}") || Integer.parseInt(sent) > Traces.LISTED_MAX) {
      throw ApiException.badRequest(
          "limit", ErrorCode.FIELD_INVALID, "limit is 1 to " + Traces.LISTED_MAX);
    }
    return Integer.parseInt(sent);
  }
}
