package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * For whoever runs the bank: how the subscriptions are doing, and what to do about it. Who may call
 * it is decided before.
 */
final class OperatorApi {

  static final String SUBSCRIPTIONS = "/sandbox/subscriptions";

  private static final String ID = "subscriptionId";

  private final Database database;
  private final StreamEvents streams;
  private final InstantSource clock;
  private final Runnable changed;

  /**
   * @param streams tells a stream that it is enabled again
   * @param changed told after each change
   */
  OperatorApi(Database database, StreamEvents streams, InstantSource clock, Runnable changed) {
    this.database = database;
    this.streams = streams;
    this.clock = clock;
    this.changed = changed;
  }

  void register(RoutesConfig routes) {
    routes.get(SUBSCRIPTIONS, this::list);
    routes.post(SUBSCRIPTIONS + "/{" + ID + "}/enable", this::enable);
  }

  private void list(Context ctx) {
    answer(
        ctx,
        Map.of(
            "subscriptions",
            database.read(handle -> SubscriptionHealth.all(handle, clock.instant()))));
  }

  private void enable(Context ctx) {
    String id = ctx.pathParam(ID);
    database.useTransaction(unit -> {
      unit.afterCommit(changed);
      enable(unit.handle(), id);
    });
    answer(ctx, Map.of(ID, id, "state", "ENABLED"));
  }

  /** A stream that its receiver has stopped stays so; one that the bank has stopped is told. */
  private void enable(Handle handle, String id) {
    Subscription subscription = requireSubscription(handle, id);
    Stream stream = subscription.stream();
    if (stream != null && stream.status() != Stream.Status.ENABLED) {
      throw ApiException.badRequest(
          ID, ErrorCode.FIELD_INVALID, "its receiver has set it to " + stream.status().code());
    }
    Optional<String> reason = Subscriptions.disabledReason(handle, id);
    Subscriptions.enable(handle, id, clock.instant());
    if (stream != null && reason.isPresent()) {
      streams.updated(handle, subscription, Stream.Status.ENABLED, "was paused: " + reason.get());
    }
  }

  /**
   * @throws ApiException 400 U011 when there is none
   */
  static Subscription requireSubscription(Handle handle, String id) {
    return Subscriptions.find(handle, id).orElseThrow(() -> noSubscription(id));
  }

  static void answer(Context ctx, Map<String, ?> body) {
    ctx.contentType("application/json; charset=utf-8").result(OpenBankingJson.write(body));
  }

  private static ApiException noSubscription(String id) {
    return ApiException.badRequest(ID, ErrorCode.NOT_FOUND, "there is no subscription " + id);
  }
}
