package dev.tidings.tpp.graphql;

import dev.tidings.tpp.graphql.PrepareQuery.Outcome;
import dev.tidings.tpp.graphql.PrepareQuery.Outcome.Ready;
import dev.tidings.tpp.graphql.RefusedException.Why;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.web.HostGuard;
import dev.tidings.tpp.web.Pages;
import dev.tidings.tpp.web.Readings;
import dev.tidings.tpp.web.StreamRequest;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * GraphQL over HTTP at {@code /graphql}, subscriptions as server-sent events, the schema, and a
 * page to try it on. Only our own pages and programs may ask: what a query costs is no foreign
 * page's to spend. Closing ends the subscriptions. Sources: GraphQL over HTTP; GraphQL over
 * Server-Sent Events.
 */
public final class GraphQlRoutes implements AutoCloseable {

  static final String PATH = "/graphql";

  private final Readings readings;
  private final HostGuard guard;
  private final Predicate<Context> isOurs;
  private final Supplier<String> page;
  private final GraphQlSchema schema = GraphQlSchema.load();
  private final PrepareQuery prepareQuery = new PrepareQuery(schema.types());
  private final RunQuery runQuery;
  private final Subscriptions subscriptions;

  /**
   * @param isOurs whether a request comes from our own pages, or from a program
   */
  public GraphQlRoutes(
      Readings readings,
      ViewChanges notices,
      Pages pages,
      HostGuard guard,
      Predicate<Context> isOurs) {
    this(readings, notices, pages, guard, isOurs, Limits.RUNS_FOR_MAX, Limits.SUBSCRIPTIONS_MAX);
  }

  GraphQlRoutes(
      Readings readings,
      ViewChanges notices,
      Pages pages,
      HostGuard guard,
      Predicate<Context> isOurs,
      Duration runsForMax,
      int subscribersMax) {
    this.readings = readings;
    this.guard = guard;
    this.isOurs = isOurs;
    Explorer explorer = Explorer.of(schema.types());
    this.page = () -> pages.framed("graphql.jte", "explorer", explorer);
    this.runQuery = new RunQuery(schema.types(), runsForMax, Limits.RUNNING_MAX);
    this.subscriptions =
        new Subscriptions(runQuery, () -> new Moment(readings), notices, subscribersMax);
  }

  public void register(RoutesConfig routes) {
    routes.post(PATH, ours(this::post));
    routes.get(PATH, ours(this::get));
    routes.get(
        PATH + "/schema.graphqls",
        guard.behind(ctx -> {
          ctx.contentType("text/plain; charset=utf-8");
          ctx.result(schema.text());
        }));
  }

  @Override
  public void close() {
    subscriptions.close();
  }

  private interface Asked {
    GraphQlRequest read() throws RefusedException, IOException;
  }

  private Handler ours(Handler handler) {
    return guard.behind(ctx -> {
      if (isOurs.test(ctx)) {
        handler.handle(ctx);
      } else {
        AnswerForm.of(ctx)
            .refuse(
                ctx,
                new RefusedException(Why.FOREIGN_PAGE, "Only our own pages and programs may ask."));
      }
    });
  }

  private void get(Context ctx) throws Exception {
    if (ctx.queryParam("query") == null && AnswerForm.isPageWanted(ctx)) {
      ctx.header("Cache-Control", "no-store").header("Vary", "Accept");
      ctx.html(page.get());
      return;
    }
    answer(ctx, () -> GraphQlRequest.ofParameters(ctx::queryParam));
  }

  private void post(Context ctx) throws Exception {
    String type = String.valueOf(ctx.contentType()).split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase("application/json")) {
      AnswerForm.of(ctx)
          .refuse(
              ctx, new RefusedException(Why.NOT_JSON, "Content-Type must be application/json."));
      return;
    }
    answer(ctx, () -> GraphQlRequest.ofBody(body(ctx)));
  }

  private static String body(Context ctx) throws RefusedException, IOException {
    byte[] body = ctx.bodyInputStream().readNBytes(Limits.BODY_BYTES_MAX + 1);
    if (body.length > Limits.BODY_BYTES_MAX) {
      throw new RefusedException(
          Why.TOO_LARGE, "A request has at most " + Limits.BODY_BYTES_MAX + " bytes.");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private void answer(Context ctx, Asked asked) throws Exception {
    AnswerForm form = AnswerForm.of(ctx);
    try {
      switch (prepareQuery.prepare(asked.read())) {
        case Outcome.Refused(List<? extends GraphQLError> errors) -> form.refuse(ctx, errors);
        case Ready ready -> answer(ctx, form, ready);
      }
    } catch (RefusedException e) {
      form.refuse(ctx, e);
    }
  }

  private void answer(Context ctx, AnswerForm form, Ready ready) throws Exception {
    if (!ready.isSubscription()) {
      ExecutionResult result = runQuery.run(ready, new Moment(readings));
      form.answer(ctx, result);
    } else if (form == AnswerForm.STREAM) {
      StreamRequest.answer(ctx, out -> subscriptions.connect(out, ready));
    } else {
      throw new RefusedException(
          Why.NOT_A_STREAM, "A subscription needs Accept: text/event-stream.");
    }
  }
}
