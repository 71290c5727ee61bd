package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.oauth.AccessTokens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashSet;
import java.util.Set;

/**
 * Which accounts a stream is about. All that a consent opens, unless the receiver removes some: no
 * request can add one that no consent opens. Source: OpenID SSF 1.0 §8.1.3.
 */
final class StreamSubjectsApi {

  /** Accounts that are removed from one stream. */
  static final int REMOVED_MAX = 500;

  private static final int ACCOUNT_ID_LENGTH_MAX = 40;

  private final AccessTokens tokens;
  private final Streams streams;
  private final String accounts;

  StreamSubjectsApi(String issuer, AccessTokens tokens, Streams streams) {
    this.accounts = issuer + "/open-banking/v4.0/aisp/accounts/";
    this.tokens = tokens;
    this.streams = streams;
  }

  void register(RoutesConfig routes) {
    routes.post(SignalsMetadata.ADD_SUBJECT, SignalErrors.around(this::add));
    routes.post(SignalsMetadata.REMOVE_SUBJECT, SignalErrors.around(this::remove));
  }

  private void add(Context ctx) {
    change(ctx, false);
    ctx.status(200);
  }

  private void remove(Context ctx) {
    change(ctx, true);
    ctx.status(204);
  }

  private void change(Context ctx, boolean remove) {
    String clientId = TppCaller.clientId(tokens, ctx);
    ObjectNode body = StrictJson.of(ctx);
    String streamId = new StreamRequest(body).requiredText("stream_id");
    String accountId = accountId(body.path("subject"));
    streams.updateStream(
        clientId,
        streamId,
        stream -> {
          Set<String> removed = new HashSet<>(stream.removedAccountIds());
          boolean differs = remove ? removed.add(accountId) : removed.remove(accountId);
          if (removed.size() > REMOVED_MAX) {
            throw StreamRequest.invalid(
                "subject", "is one too many: at most " + REMOVED_MAX + " can be removed");
          }
          return differs ? stream.withRemoved(removed) : stream;
        });
  }

  /** Whether the bank has it is not told. */
  private String accountId(JsonNode subject) {
    String format = subject.path("format").asText();
    String id =
        switch (format) {
          case "uri" -> {
            String uri = subject.path("uri").asText();
            yield uri.startsWith(accounts) ? uri.substring(accounts.length()) : "";
          }
          case "opaque" -> subject.path("id").asText();
          default -> throw StreamRequest.invalid("subject.format", "must be uri or opaque");
        };
    if (id.isEmpty() || id.length() > ACCOUNT_ID_LENGTH_MAX) {
      throw StreamRequest.invalid(
          "subject", "must name an account: its address at this bank, or its AccountId");
    }
    return id;
  }
}
