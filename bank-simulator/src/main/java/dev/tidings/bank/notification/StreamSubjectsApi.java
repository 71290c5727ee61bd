package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.oauth.AccessTokens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which accounts a stream is about. All that a consent opens, unless the receiver removes some: no
 * request can add one that no consent opens. Source: OpenID SSF 1.0 §8.1.3.
 */
final class StreamSubjectsApi {

  /** Accounts that are removed from one stream. */
  static final int REMOVED_MAX = 500;

  static final int ACCOUNT_ID_LENGTH_MAX = 40;

  private static final Pattern ACCOUNT_ID =
      Pattern.compile("[A-Za-z0-9-]{1," + ACCOUNT_ID_LENGTH_MAX + "}");

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
    String id =
        switch (subject.path("format").asText()) {
          case "uri" -> {
            String uri = text(subject.path("uri"));
            yield uri.startsWith(accounts) ? uri.substring(accounts.length()) : "";
          }
          case "opaque" -> text(subject.path("id"));
          default -> throw StreamRequest.invalid("subject.format", "must be uri or opaque");
        };
    if (!ACCOUNT_ID.matcher(id).matches()) {
      throw StreamRequest.invalid(
          "subject", "must name an account: its address at this bank, or its AccountId");
    }
    return id;
  }

  private static String text(JsonNode field) {
    return field.isTextual() ? field.textValue() : "";
  }
}
