package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.FapiHeaders;
import dev.tidings.bank.http.MediaTypes;
import dev.tidings.bank.http.Reach;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Links;
import dev.tidings.openbanking.Meta;
import dev.tidings.openbanking.OBError;
import dev.tidings.openbanking.OBEventSubscription.ListData;
import dev.tidings.openbanking.OBEventSubscription.ResponseData;
import dev.tidings.openbanking.OBResponse;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * {@code /event-subscriptions}. A subscription without a callback is kept, and its events with it,
 * until it can be polled. Source: OBIE R/W v4.0, Event Subscription.
 */
public final class EventSubscriptionsApi {

  static final String PATH = "/open-banking/v4.0/event-subscriptions";

  private static final String ID = "EventSubscriptionId";

  private final Database database;
  private final AccessTokens tokens;
  private final MessageSignatures signatures;
  private final String issuer;
  private final Reach reach;
  private final VerifyCallback verify;
  private final InstantSource clock;
  private final Runnable changed;

  /**
   * @param signatures of requests and answers
   * @param reach where callbacks may be
   * @param verify asks a callback before it is taken
   * @param changed told after each change
   */
  EventSubscriptionsApi(
      Database database,
      AccessTokens tokens,
      MessageSignatures signatures,
      String issuer,
      Reach reach,
      VerifyCallback verify,
      InstantSource clock,
      Runnable changed) {
    this.database = database;
    this.tokens = tokens;
    this.signatures = signatures;
    this.issuer = issuer;
    this.reach = reach;
    this.verify = verify;
    this.clock = clock;
    this.changed = changed;
  }

  public void register(RoutesConfig routes) {
    for (String paths : List.of(PATH, PATH + "/*")) {
      routes.beforeMatched(paths, MediaTypes::requireAcceptsJson);
      routes.beforeMatched(paths, FapiHeaders::check);
    }
    routes.post(PATH, this::create);
    routes.get(PATH, this::list);
    routes.put(PATH + "/{" + ID + "}", this::replace);
    routes.delete(PATH + "/{" + ID + "}", this::delete);
  }

  private void create(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    MediaTypes.requireJsonBody(ctx);
    signatures.verify(ctx, clientId);
    SubscriptionRequest request = SubscriptionRequest.read(StrictJson.of(ctx), reach);
    Subscription subscription = request.of(UUID.randomUUID().toString(), clientId);
    verify.require(subscription);
    boolean created =
        database.inTransaction(unit -> {
          unit.afterCommit(changed);
          return Subscriptions.insert(unit.handle(), subscription, clock.instant());
        });
    if (!created) {
      throw new ApiException(
          409,
          List.of(
              OBError.of(
                  ErrorCode.RESOURCE_ALREADY_EXISTS,
                  "there already is a subscription; change it with PUT")));
    }
    answer(ctx, 201, data(subscription), PATH + "/" + subscription.subscriptionId());
  }

  private void list(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    List<Subscription> subscriptions =
        database.read(handle -> Subscriptions.ofClient(handle, clientId, false)).stream().toList();
    ListData list = new ListData(subscriptions.stream().map(EventSubscriptionsApi::data).toList());
    answer(ctx, 200, list, PATH);
  }

  private void replace(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    MediaTypes.requireJsonBody(ctx);
    signatures.verify(ctx, clientId);
    SubscriptionRequest request = SubscriptionRequest.read(StrictJson.of(ctx), reach);
    String id = ctx.pathParam(ID);
    if (request.subscriptionId() == null) {
      throw ApiException.badRequest(
          "Data." + ID, ErrorCode.FIELD_MISSING, ID + " is required in a PUT");
    }
    if (!id.equals(request.subscriptionId())) {
      throw ApiException.badRequest(
          "Data." + ID, ErrorCode.FIELD_INVALID, ID + " must be the one in the address");
    }
    database.read(handle -> own(handle, id, clientId));
    verify.require(request.of(id, clientId));
    Subscription subscription =
        database.inTransaction(unit -> {
          Subscriptions.lock(unit.handle(), id);
          Subscription before = own(unit.handle(), id, clientId);
          Subscription after = request.of(id, clientId).since(before);
          Subscriptions.update(unit.handle(), after, clock.instant());
          unit.afterCommit(changed);
          return after;
        });
    answer(ctx, 200, data(subscription), PATH + "/" + id);
  }

  private void delete(Context ctx) {
    String clientId = TppCaller.clientId(tokens, ctx);
    String id = ctx.pathParam(ID);
    database.useTransaction(unit -> {
      own(unit.handle(), id, clientId);
      Subscriptions.end(unit.handle(), id, clock.instant(), "subscription deleted");
      unit.afterCommit(changed);
    });
    ctx.status(204);
  }

  private static Subscription own(Handle handle, String id, String clientId) {
    Optional<Subscription> found = Subscriptions.find(handle, id);
    if (found.isEmpty() || found.get().stream() != null) {
      throw ApiException.badRequest(ID, ErrorCode.NOT_FOUND, "there is no subscription " + id);
    }
    if (!found.get().clientId().equals(clientId)) {
      throw ApiException.forbidden(ErrorCode.FIELD_INVALID, "not your subscription");
    }
    return found.get();
  }

  private static ResponseData data(Subscription subscription) {
    List<EventType> types = subscription.eventTypes();
    return new ResponseData(
        subscription.subscriptionId(),
        subscription.callbackUrl(),
        subscription.version(),
        types == null ? null : types.stream().map(EventType::code).toList(),
        subscription.extension().wire());
  }

  private void answer(Context ctx, int status, Object data, String self) {
    signatures.answer(
        ctx,
        status,
        OpenBankingJson.write(new OBResponse<>(data, Links.self(issuer + self), Meta.empty())));
  }
}
