package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.Reach;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The configuration endpoint. Source: OpenID SSF 1.0 §8.1.1. */
final class StreamsApi {

  /** {@code version} of a stream in the table of subscriptions. */
  private static final String SPEC_VERSION = "1_0";

  private final AccessTokens tokens;
  private final Streams streams;
  private final SignalsMetadata metadata;
  private final Reach reach;

  StreamsApi(AccessTokens tokens, Streams streams, SignalsMetadata metadata, Reach reach) {
    this.tokens = tokens;
    this.streams = streams;
    this.metadata = metadata;
    this.reach = reach;
  }

  void register(RoutesConfig routes) {
    metadata.register(routes);
    routes.post(SignalsMetadata.STREAM, SignalErrors.around(this::create));
    routes.get(SignalsMetadata.STREAM, SignalErrors.around(this::read));
    routes.patch(SignalsMetadata.STREAM, SignalErrors.around(ctx -> change(ctx, this::patched)));
    routes.put(SignalsMetadata.STREAM, SignalErrors.around(ctx -> change(ctx, this::replaced)));
    routes.delete(SignalsMetadata.STREAM, SignalErrors.around(this::delete));
  }

  private void create(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    StreamRequest request = new StreamRequest(StrictJson.of(ctx));
    Stream empty = new Stream(null, null, null, Stream.Status.ENABLED, null, Set.of(), null);
    Subscription stream =
        replaced(
            new Subscription(
                UUID.randomUUID().toString(),
                clientId,
                null,
                SPEC_VERSION,
                null,
                Extension.NONE,
                0,
                empty),
            request);
    if (!streams.create(stream)) {
      throw new ApiException(
          409,
          List.of(
              OBError.of(
                  ErrorCode.RESOURCE_ALREADY_EXISTS,
                  "there already is a stream; change it with PATCH or PUT")));
    }
    answer(ctx.status(201), stream);
  }

  private void read(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    String id = ctx.queryParam("stream_id");
    if (id != null) {
      answer(ctx, streams.require(clientId, id));
      return;
    }
    SignalErrors.json(
        ctx,
        streams.find(clientId).stream()
            .map(found -> metadata.of(found, Streams.streamOf(found)))
            .toList());
  }

  private void change(Context ctx, BiFunction<Subscription, StreamRequest, Subscription> changed) {
    String clientId = TppCaller.clientId(tokens, ctx);
    StreamRequest request = new StreamRequest(StrictJson.of(ctx));
    answer(
        ctx,
        streams.update(
            clientId,
            request.requiredText("stream_id"),
            before -> {
              request.requireUnchanged(json(before));
              return changed.apply(before, request);
            }));
  }

  private void delete(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    String id =
        Optional.ofNullable(ctx.queryParam("stream_id"))
            .orElseThrow(() -> StreamRequest.invalid("stream_id", "is required"));
    streams.delete(clientId, id);
    ctx.status(204);
  }

  /** What the request leaves out is as it was. */
  private Subscription patched(Subscription before, StreamRequest request) {
    Stream stream = Streams.streamOf(before);
    boolean delivery = request.has("delivery");
    return with(
        before,
        delivery ? request.pushTo(reach) : before.callbackUrl(),
        delivery ? request.authorization() : stream.authorization(),
        request.has("events_requested") ? request.eventsRequested() : stream.eventsRequested(),
        request.has("description") ? request.text("description") : stream.description());
  }

  /** What the request leaves out is as the bank has it by default. */
  private Subscription replaced(Subscription before, StreamRequest request) {
    return with(
        before,
        request.pushTo(reach),
        request.authorization(),
        request.eventsRequested(),
        request.text("description"));
  }

  private static Subscription with(
      Subscription before,
      @Nullable String pushTo,
      @Nullable String authorization,
      @Nullable List<String> eventsRequested,
      @Nullable String description) {
    Stream stream = Streams.streamOf(before);
    return new Subscription(
        before.subscriptionId(),
        before.clientId(),
        pushTo,
        before.version(),
        StreamRequest.delivered(eventsRequested),
        before.extension(),
        before.wishes(),
        new Stream(
            description,
            eventsRequested,
            authorization,
            stream.status(),
            stream.reason(),
            stream.removedAccountIds(),
            stream.verifiedAt()));
  }

  private JsonNode json(Subscription stream) {
    return OpenBankingJson.mapper().valueToTree(metadata.of(stream, Streams.streamOf(stream)));
  }

  private void answer(Context ctx, Subscription stream) {
    SignalErrors.json(ctx, metadata.of(stream, Streams.streamOf(stream)));
  }
}
