package dev.tidings.bank.notification;

import dev.tidings.bank.http.Reach;
import dev.tidings.bank.oauth.AccessTokens;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Shared Signals, the second encoding of the same events: its streams are subscriptions of the same
 * engine. Thread-safe. Source: OpenID Shared Signals Framework 1.0.
 */
final class SharedSignals {

  private final StreamsApi streamsApi;
  private final StreamStatusApi statusApi;
  private final StreamSubjectsApi subjectsApi;
  private final StreamPollApi pollApi;

  /**
   * @param queued told of a stream's id after something was queued for it, or its status changed
   */
  SharedSignals(
      AccessTokens tokens,
      String issuer,
      Reach reach,
      Streams streams,
      StreamEvents events,
      LongPolls polls,
      InstantSource clock,
      Consumer<String> queued) {
    streamsApi = new StreamsApi(tokens, streams, new SignalsMetadata(issuer), reach);
    statusApi = new StreamStatusApi(tokens, streams, events, clock, queued);
    subjectsApi = new StreamSubjectsApi(issuer, tokens, streams);
    pollApi = new StreamPollApi(tokens, streams, polls);
  }

  void register(RoutesConfig routes) {
    streamsApi.register(routes);
    statusApi.register(routes);
    subjectsApi.register(routes);
    pollApi.register(routes);
  }
}
