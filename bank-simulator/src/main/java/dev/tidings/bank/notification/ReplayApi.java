package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.IsoDateTime;
import dev.tidings.openbanking.OBError;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * For whoever runs the bank: sends a subscription once more what it was sent, from a moment, or
 * after the notification with a {@code jti}.
 */
final class ReplayApi {

  static final double SPEED_MAX = 1_000_000;

  private static final String ID = "subscriptionId";

  private final Database database;
  private final InstantSource clock;
  private final Runnable changed;

  ReplayApi(Database database, InstantSource clock, Runnable changed) {
    this.database = database;
    this.clock = clock;
    this.changed = changed;
  }

  void register(RoutesConfig routes) {
    routes.post(OperatorApi.SUBSCRIPTIONS + "/{" + ID + "}/replay", this::replay);
    routes.get(OperatorApi.SUBSCRIPTIONS + "/{" + ID + "}/replays", this::list);
  }

  private void replay(Context ctx) {
    JsonNode body = StrictJson.of(ctx);
    String from = body.path("from").asText("");
    double speed = body.path("speed").isMissingNode() ? 1 : body.path("speed").asDouble(0);
    if (!(speed > 0 && speed <= SPEED_MAX)) {
      throw invalid("speed", "expected a number above 0, at most " + SPEED_MAX);
    }
    String id = ctx.pathParam(ID);
    Replay replay =
        database.inTransaction(unit -> {
          unit.afterCommit(changed);
          return begin(unit.handle(), id, from, speed);
        });
    OperatorApi.answer(
        ctx.status(201), Map.of("replayId", replay.replayId(), "fromAt", replay.fromAt()));
  }

  private Replay begin(Handle handle, String id, String from, double speed) {
    if (OperatorApi.requireSubscription(handle, id).callbackUrl() == null) {
      throw invalid(ID, "a subscription that is only polled cannot be sent anything");
    }
    if (Replay.running(handle).size() >= Replay.RUNNING_MAX) {
      throw new ApiException(
          429, List.of(OBError.of(ErrorCode.UNEXPECTED_ERROR, "too many replays are under way")));
    }
    long afterSeq = afterSeq(handle, id, from);
    Span span =
        handle
            .select(
                """
                select min(seq) as first_seq, max(seq) as last_seq, min(occurred_at) as from_at
                from notification where subscription_id = ? and status = 'DELIVERED' and seq > ?
                  and occurred_at >= ?
                """,
                id,
                afterSeq,
                afterSeq == 0 ? moment(from) : Instant.EPOCH)
            .map((row, context) ->
                new Span(
                    row.getLong("first_seq"), row.getLong("last_seq"), row.getTimestamp("from_at")))
            .one();
    Timestamp fromAt = span.fromAt();
    if (fromAt == null) {
      throw invalid("from", "nothing was delivered since then");
    }
    Replay replay =
        Replay.of(id, span.first(), span.last(), fromAt.toInstant(), speed, clock.instant());
    replay.insert(handle);
    return replay;
  }

  /** The place of the notification with this {@code jti}; 0 when there is none. */
  private static long afterSeq(Handle handle, String subscriptionId, String jti) {
    return handle
        .select(
            "select seq from notification where jti = ? and subscription_id = ?",
            jti,
            subscriptionId)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  private static Instant moment(String from) {
    try {
      return IsoDateTime.parse(from);
    } catch (DateTimeException e) {
      throw invalid("from", "expected a date and time with zone, or the jti of a notification");
    }
  }

  private void list(Context ctx) {
    String id = ctx.pathParam(ID);
    OperatorApi.answer(
        ctx,
        Map.of(
            "replays",
            database.read(handle ->
                handle
                    .select(
                        "select * from replay where subscription_id = ?"
                            + " order by started_at desc limit ?",
                        id,
                        Replay.RUNNING_MAX)
                    .map((row, context) ->
                        Map.of(
                            "replayId",
                            row.getString("replay_id"),
                            "sent",
                            row.getLong("sent"),
                            "rejected",
                            row.getLong("rejected"),
                            "state",
                            row.getTimestamp("ended_at") == null ? "RUNNING" : "ENDED",
                            "reason",
                            Optional.ofNullable(row.getString("reason")).orElse("")))
                    .list())));
  }

  private static ApiException invalid(String at, String message) {
    return ApiException.badRequest(at, ErrorCode.FIELD_INVALID, message);
  }

  private record Span(long first, long last, @Nullable Timestamp fromAt) {}
}
