package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.FapiHeaders;
import dev.tidings.bank.http.MediaTypes;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * {@code POST /events}: a TPP fetches what is queued for it, whether or not it is pushed to as
 * well. Source: OBIE R/W v4.0, Aggregated Polling; RFC 8936.
 */
final class EventPollingApi {

  static final String PATH = "/open-banking/v4.0/events";

  private final Database database;
  private final AccessTokens tokens;
  private final LongPolls polls;

  EventPollingApi(Database database, AccessTokens tokens, LongPolls polls) {
    this.database = database;
    this.tokens = tokens;
    this.polls = polls;
  }

  void register(RoutesConfig routes) {
    routes.beforeMatched(PATH, MediaTypes::requireAcceptsJson);
    routes.beforeMatched(PATH, FapiHeaders::check);
    routes.post(PATH, this::poll);
  }

  private void poll(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    PollRequest request = PollRequest.read(StrictJson.of(ctx));
    Poll.Answer answer = polls.answer(() -> polled(clientId), request);
    ctx.contentType("application/json; charset=utf-8").result(OpenBankingJson.write(answer.json()));
  }

  private LongPolls.Polled polled(String clientId) {
    return database
        .read(handle -> Subscriptions.ofClient(handle, clientId, false))
        .map(found -> new LongPolls.Polled(found.subscriptionId(), true))
        .orElseThrow(() ->
            ApiException.badRequest(
                ErrorCode.NOT_FOUND, "there is no event subscription to poll; make one first"));
  }
}
