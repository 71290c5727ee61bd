package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream's status, and whether it works. Source: OpenID SSF 1.0 §8.1.2, §8.1.4. */
final class StreamStatusApi {

  private final AccessTokens tokens;
  private final Streams streams;
  private final StreamEvents events;
  private final InstantSource clock;
  private final Consumer<String> queued;

  /**
   * @param queued told of a stream's id after something was queued for it
   */
  StreamStatusApi(
      AccessTokens tokens,
      Streams streams,
      StreamEvents events,
      InstantSource clock,
      Consumer<String> queued) {
    this.tokens = tokens;
    this.streams = streams;
    this.events = events;
    this.clock = clock;
    this.queued = queued;
  }

  void register(RoutesConfig routes) {
    routes.get(SignalsMetadata.STATUS, SignalErrors.around(this::read));
    routes.post(SignalsMetadata.STATUS, SignalErrors.around(this::update));
    routes.post(SignalsMetadata.VERIFY, SignalErrors.around(this::verify));
  }

  private void read(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    String id =
        Optional.ofNullable(ctx.queryParam("stream_id"))
            .orElseThrow(() -> StreamRequest.invalid("stream_id", "is required"));
    answer(ctx, streams.require(clientId, id));
  }

  private void update(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    StreamRequest request = new StreamRequest(StrictJson.of(ctx));
    String id = request.requiredText("stream_id");
    Stream.Status status = status(request.requiredText("status"));
    String reason = request.text("reason");
    streams.setStatus(clientId, id, stream -> stream.withStatus(status, reason));
    queued.accept(id);
    answer(ctx, streams.require(clientId, id));
  }

  private void verify(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    StreamRequest request = new StreamRequest(StrictJson.of(ctx));
    String id = request.requiredText("stream_id");
    String state = request.text("state");
    Instant now = clock.instant();
    streams.change(
        clientId,
        id,
        (unit, before) -> {
          Stream stream = Streams.streamOf(before);
          requireNotDisabled(stream);
          requireInterval(ctx, stream.verifiedAt(), now);
          Subscription after = before.with(stream.withVerifiedAt(now));
          Subscriptions.saveStream(unit.handle(), after);
          events.verify(unit.handle(), after, state);
          return after;
        });
    queued.accept(id);
    ctx.status(204);
  }

  private static void requireNotDisabled(Stream stream) {
    if (stream.status() == Stream.Status.DISABLED) {
      throw StreamRequest.invalid("stream_id", "names a stream that is disabled");
    }
  }

  private static void requireInterval(Context ctx, @Nullable Instant last, Instant now) {
    if (last == null) {
      return;
    }
    Instant next = last.plusSeconds(SignalsMetadata.VERIFICATION_INTERVAL_SECONDS_MIN);
    if (next.isAfter(now)) {
      ctx.header("Retry-After", String.valueOf(Duration.between(now, next).toSeconds() + 1));
      throw new ApiException(
          429,
          List.of(OBError.of(ErrorCode.UNEXPECTED_ERROR, "min_verification_interval is not over")));
    }
  }

  private static Stream.Status status(String code) {
    return Arrays.stream(Stream.Status.values())
        .filter(status -> status.code().equals(code))
        .findFirst()
        .orElseThrow(() -> StreamRequest.invalid("status", "must be enabled, paused or disabled"));
  }

  /** One that the bank has stopped pushing to, because the endpoint fails, is paused. */
  private void answer(Context ctx, Subscription subscription) {
    Stream stream = Streams.streamOf(subscription);
    Stream.Status status = stream.status();
    String reason = stream.reason();
    if (status == Stream.Status.ENABLED) {
      Optional<String> stopped = streams.disabledReason(subscription.subscriptionId());
      status = stopped.isPresent() ? Stream.Status.PAUSED : status;
      reason = stopped.orElse(reason);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stream_id", subscription.subscriptionId());
    json.put("status", status.code());
    if (reason != null) {
      json.put("reason", reason);
    }
    SignalErrors.json(ctx, json);
  }
}
