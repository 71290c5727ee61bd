package dev.tidings.tpp.web;

import dev.tidings.tpp.narration.Narration.Said;
import dev.tidings.tpp.view.TransactionPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;

/**
 * The pages beside the overview, and the JSON of the same. A request by htmx gets only the part of
 * the page that it replaces; parts that open pages ask for after each change are shared by all.
 */
final class Screens {

  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;

  private final Readings readings;
  private final Pages pages;
  private final SharedParts parts;

  Screens(Readings readings, Pages pages, SharedParts parts) {
    this.readings = readings;
    this.pages = pages;
    this.parts = parts;
  }

  void register(RoutesConfig routes, HostGuard guard) {
    routes.get("/transactions", guard.behind(this::transactions));
    routes.get("/insights", guard.behind(this::insights));
    routes.get("/meter", guard.behind(this::meter));
    routes.get("/connections", guard.behind(this::connections));
    routes.get("/parts/net-worth", guard.behind(this::netWorthPart));
    routes.get(
        "/api/meter/history",
        guard.behind(ctx -> ApiJson.answer(ctx, readings.callHistory().get())));
    routes.get("/parts/narration", guard.behind(this::narrationPart));
    routes.get("/api/connections", guard.behind(this::connectionsJson));
    routes.get("/api/transactions", guard.behind(this::transactionsJson));
    routes.get(
        "/api/insights",
        guard.behind(ctx -> ApiJson.answer(ctx, InsightsJson.from(readings.insights().get()))));
    routes.get(
        "/api/net-worth",
        guard.behind(ctx -> ApiJson.answer(ctx, NetWorthJson.from(readings.netWorth().get()))));
  }

  private void connectionsJson(Context ctx) {
    ApiJson.answer(ctx, ConnectionsJson.from(readings.connections().get()));
  }

  private void transactions(Context ctx) {
    TransactionRequest request = TransactionRequest.of(ctx::queryParam);
    if (!isPart(ctx)) {
      answer(ctx, pages.transactions(list(request)));
    } else if (request.after() != null) {
      answer(ctx, pages.transactionRows(list(request)));
    } else {
      answerPart(ctx, () -> pages.transactionResults(list(request)));
    }
  }

  private TransactionList list(TransactionRequest request) {
    return new TransactionList(readings.view().get(), request, page(request));
  }

  private void transactionsJson(Context ctx) {
    TransactionRequest request = TransactionRequest.of(ctx::queryParam);
    if (!request.problems().isEmpty()) {
      ctx.status(BAD_REQUEST);
      ApiJson.answer(
          ctx, new ApiJson.Failure("invalid_parameter", String.join("; ", request.problems())));
      return;
    }
    ApiJson.answer(ctx, TransactionsJson.from(page(request)));
  }

  private TransactionPage page(TransactionRequest request) {
    return readings.transactions().page(request.filter(), request.after(), request.size());
  }

  private void insights(Context ctx) {
    if (isPart(ctx)) {
      answerPart(ctx, () -> pages.insightsPart(new InsightsPage(readings.insights().get())));
    } else {
      answer(ctx, pages.insights(new InsightsPage(readings.insights().get())));
    }
  }

  private void meter(Context ctx) {
    MeterPage page =
        new MeterPage(
            readings.meter().get(), readings.callHistory().get(), readings.view().get().banks());
    answer(ctx, isPart(ctx) ? pages.meterPart(page) : pages.meter(page));
  }

  private void connections(Context ctx) {
    if (isPart(ctx)) {
      answerPart(ctx, () -> pages.connectionsPart(connectionList()));
    } else {
      answer(ctx, pages.connections(connectionList()));
    }
  }

  private ConnectionList connectionList() {
    return new ConnectionList(readings.connections().get(), readings.view().get().asOf());
  }

  private void netWorthPart(Context ctx) {
    answerPart(ctx, () -> pages.netWorthPart(readings.netWorth().get()));
  }

  private void answerPart(Context ctx, Supplier<String> render) {
    answer(ctx, "");
    ctx.result(parts.get(ctx.path() + '?' + ctx.queryString(), render));
  }

  /** No content for a page that shows it already: nothing is to be swapped, or read out again. */
  private void narrationPart(Context ctx) {
    Said said = pages.narration().said();
    if (Long.toString(said.number()).equals(ctx.queryParam("seen"))) {
      ctx.status(NO_CONTENT);
    } else {
      answer(ctx, pages.narrationPart(said));
    }
  }

  static boolean isPart(Context ctx) {
    return "true".equals(ctx.header("HX-Request"));
  }

  static void answer(Context ctx, String html) {
    ctx.header("Cache-Control", "no-store");
    ctx.header("Vary", "HX-Request");
    ctx.html(html);
  }
}
