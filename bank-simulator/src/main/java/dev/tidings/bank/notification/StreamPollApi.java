package dev.tidings.bank.notification;

import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.oauth.AccessTokens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** A receiver fetches what is queued in its stream. Source: RFC 8936, OpenID SSF 1.0 §6.1.2. */
final class StreamPollApi {

  private final AccessTokens tokens;
  private final Streams streams;
  private final LongPolls polls;

  StreamPollApi(AccessTokens tokens, Streams streams, LongPolls polls) {
    this.tokens = tokens;
    this.streams = streams;
    this.polls = polls;
  }

  void register(RoutesConfig routes) {
    routes.post(SignalsMetadata.POLL, SignalErrors.around(this::poll));
  }

  private void poll(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    PollRequest request = PollRequest.read(StrictJson.of(ctx));
    String streamId = ctx.pathParam("stream_id");
    Poll.Answer answer = polls.answer(() -> polled(clientId, streamId), request);
    SignalErrors.json(ctx, answer.json());
  }

  /** Only one that is enabled gives anything, also to a poll that has waited since before. */
  private LongPolls.Polled polled(String clientId, String streamId) {
    Stream stream = Streams.streamOf(streams.require(clientId, streamId));
    return new LongPolls.Polled(streamId, stream.status() == Stream.Status.ENABLED);
  }
}
