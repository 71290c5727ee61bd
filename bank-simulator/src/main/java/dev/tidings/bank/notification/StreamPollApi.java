package dev.tidings.bank.notification;

import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.oauth.AccessTokens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** A receiver fetches what is queued in its stream. Source: RFC 8936, OpenID SSF 1.0 §6.1.2. */
final class StreamPollApi {

  private final AccessTokens tokens;
  private final Streams streams;
  private final LongPolls polls;
  private final Poll poll;

  StreamPollApi(AccessTokens tokens, Streams streams, LongPolls polls, Poll poll) {
    this.tokens = tokens;
    this.streams = streams;
    this.polls = polls;
    this.poll = poll;
  }

  void register(RoutesConfig routes) {
    routes.post(SignalsMetadata.POLL, SignalErrors.around(this::poll));
  }

  private void poll(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    PollRequest request = PollRequest.read(StrictJson.of(ctx));
    String streamId = ctx.pathParam("stream_id");
    Subscription stream = streams.require(clientId, streamId);
    if (Streams.streamOf(stream).status() == Stream.Status.ENABLED) {
      Poll.Answer answer =
          polls.answer(() -> streams.require(clientId, streamId).subscriptionId(), request);
      SignalErrors.json(ctx, answer.json());
      return;
    }
    poll.acknowledge(streamId, request);
    SignalErrors.json(ctx, new Poll.Answer(false, Map.of()).json());
  }
}
