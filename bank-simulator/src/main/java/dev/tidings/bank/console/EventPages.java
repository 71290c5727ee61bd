package dev.tidings.bank.console;

import dev.tidings.bank.trace.Trace;
import dev.tidings.bank.trace.Traces;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/**
 * The operator's pages about events: the latest changes, and the story of one. Who may see them is
 * decided before.
 */
public final class EventPages {

  private static final String PATH = "/console/events";
  private static final int LISTED = 40;

  private final Traces traces;
  private final Pages pages;

  public EventPages(String bankName, Traces traces) {
    this.traces = traces;
    this.pages = new Pages(bankName);
  }

  /** Adds the routes; {@link Console#register} hardens and styles them. */
  public void register(RoutesConfig routes) {
    routes.get(PATH, this::list);
    routes.get(PATH + "/{eventId}", this::show);
  }

  private void list(Context ctx) {
    String account = ctx.queryParam("account");
    List<Trace> latest = traces.latest(account, LISTED);
    boolean follow = "1".equals(ctx.queryParam("follow"));
    pages.render(
        ctx, "events.jte", EventListView.of(pages.frame("Events"), latest, account, follow));
  }

  private void show(Context ctx) {
    Trace trace =
        traces
            .find(ctx.pathParam("eventId"))
            .orElseThrow(
                () -> new PageException(404, "Not found", "The bank's log has no such event."));
    pages.render(ctx, "event.jte", TraceView.of(pages.frame("What became of it"), trace));
  }
}
