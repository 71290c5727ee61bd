package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.JsonBody;
import dev.tidings.bank.http.QueryParameters;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * For whoever runs the bank: the notifications that were given up. One that is put back goes
 * through everything anew, the consent included; what came after it may have been delivered before.
 */
final class DeadLettersApi {

  static final String PATH = "/sandbox/dead-letters";

  private static final String JTI = "jti";
  private static final String SUBSCRIPTION = "subscriptionId";

  private final Database database;
  private final InstantSource clock;
  private final Consumer<String> putBack;

  /**
   * @param putBack told the id of the subscription after something was put back
   */
  DeadLettersApi(Database database, InstantSource clock, Consumer<String> putBack) {
    this.database = database;
    this.clock = clock;
    this.putBack = putBack;
  }

  void register(RoutesConfig routes) {
    routes.get(PATH, this::list);
    routes.get(PATH + "/{" + JTI + "}", this::inspect);
    routes.post(PATH + "/{" + JTI + "}/redrive", this::redrive);
    routes.post(PATH + "/redrive", this::redriveRange);
  }

  private void list(Context ctx) {
    String subscriptionId = QueryParameters.single(ctx, SUBSCRIPTION);
    OperatorApi.answer(
        ctx,
        Map.of("deadLetters", database.read(handle -> DeadLetters.list(handle, subscriptionId))));
  }

  private void inspect(Context ctx) {
    String jti = ctx.pathParam(JTI);
    OperatorApi.answer(
        ctx,
        database
            .read(handle -> DeadLetters.find(handle, jti))
            .orElseThrow(() -> noDeadLetter(jti)));
  }

  private void redrive(Context ctx) {
    String jti = ctx.pathParam(JTI);
    String subscriptionId =
        database
            .inTransaction(unit -> DeadLetters.redrive(unit.handle(), jti, clock.instant()))
            .orElseThrow(() -> noDeadLetter(jti));
    putBack.accept(subscriptionId);
    OperatorApi.answer(ctx, Map.of("redriven", 1));
  }

  private void redriveRange(Context ctx) {
    JsonBody body = JsonBody.of(ctx);
    String subscriptionId = body.text(SUBSCRIPTION);
    Instant from = orElse(body.dateTime("from"), Instant.EPOCH);
    Instant to = orElse(body.dateTime("to"), clock.instant());
    int redriven =
        database.inTransaction(unit -> {
          OperatorApi.requireSubscription(unit.handle(), subscriptionId);
          return DeadLetters.redrive(unit.handle(), subscriptionId, from, to, clock.instant());
        });
    putBack.accept(subscriptionId);
    OperatorApi.answer(
        ctx, Map.of("redriven", redriven, "moreAvailable", redriven == DeadLetters.BATCH_MAX));
  }

  private static Instant orElse(@Nullable Instant value, Instant other) {
    return value == null ? other : value;
  }

  private static ApiException noDeadLetter(String jti) {
    return ApiException.badRequest(
        JTI, ErrorCode.NOT_FOUND, "there is no dead letter " + jti + " with a subscription");
  }
}
