package dev.tidings.tpp.web;

import dev.tidings.tpp.narration.Narration.Said;
import dev.tidings.tpp.view.TransactionPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * The pages beside the overview, and the JSON of the same. A request by htmx gets only the part of
 * the page that it replaces.
 */
final class Screens {

  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;

  private final Readings readings;
  private final Pages pages;

  Screens(Readings readings, Pages pages) {
    this.readings = readings;
    this.pages = pages;
  }

  void register(RoutesConfig routes, HostGuard guard) {
    routes.get("/transactions", guard.behind(this::transactions));
    routes.get("/insights", guard.behind(this::insights));
    routes.get("/connections", guard.behind(this::connections));
    routes.get("/parts/net-worth", guard.behind(this::netWorthPart));
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
    TransactionList list = new TransactionList(readings.view().get(), request, page(request));
    if (!isPart(ctx)) {
      answer(ctx, pages.transactions(list));
    } else if (request.after() != null) {
      answer(ctx, pages.transactionRows(list));
    } else {
      answer(ctx, pages.transactionResults(list));
    }
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
    InsightsPage page = new InsightsPage(readings.insights().get());
    answer(ctx, isPart(ctx) ? pages.insightsPart(page) : pages.insights(page));
  }

  private void connections(Context ctx) {
    ConnectionList list =
        new ConnectionList(readings.connections().get(), readings.view().get().asOf());
    answer(ctx, isPart(ctx) ? pages.connectionsPart(list) : pages.connections(list));
  }

  private void netWorthPart(Context ctx) {
    answer(ctx, pages.netWorthPart(readings.netWorth().get()));
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
