package dev.tidings.bank.notification;

import dev.tidings.bank.http.Reach;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.persistence.Database;
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
   * @param queued told of a stream's id after something was queued for it, or its state changed
   */
  SharedSignals(
      Database database,
      AccessTokens tokens,
      String issuer,
      Reach reach,
      SetIssuer setIssuer,
      LongPolls polls,
      Poll poll,
      InstantSource clock,
      Consumer<String> queued,
      Runnable changed) {
    Streams streams = new Streams(database, clock, changed);
    streamsApi = new StreamsApi(tokens, streams, new SignalsMetadata(issuer), reach);
    statusApi =
        new StreamStatusApi(
            database, tokens, streams, new StreamEvents(setIssuer, clock), clock, queued);
    subjectsApi = new StreamSubjectsApi(issuer, tokens, streams);
    pollApi = new StreamPollApi(tokens, streams, polls, poll);
  }

  void register(RoutesConfig routes) {
    streamsApi.register(routes);
    statusApi.register(routes);
    subjectsApi.register(routes);
    pollApi.register(routes);
  }
}
