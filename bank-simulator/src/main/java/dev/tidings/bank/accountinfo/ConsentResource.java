package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.consent.StatusReasons;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.JsonBody;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Links;
import dev.tidings.openbanking.Meta;
import dev.tidings.openbanking.OBConsent;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What a TPP does with its own consents. Source: OBIE R/W v4.0, Account Access Consents. */
final class ConsentResource {

  private static final String PATH = "/account-access-consents";
  private static final String CONSENT_ID = "ConsentId";

  private final Database database;
  private final Consents consents;
  private final Callers callers;
  private final ApiLinks links;
  private final InstantSource clock;

  ConsentResource(
      Database database, Consents consents, Callers callers, ApiLinks links, InstantSource clock) {
    this.database = database;
    this.consents = consents;
    this.callers = callers;
    this.links = links;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.post(ApiLinks.BASE + PATH, this::create);
    routes.get(ApiLinks.BASE + PATH + "/{" + CONSENT_ID + "}", this::read);
    routes.delete(ApiLinks.BASE + PATH + "/{" + CONSENT_ID + "}", this::delete);
  }

  private void create(Context ctx) {
    String clientId = callers.client(ctx);
    NewConsent asked = ConsentRequest.read(JsonBody.of(ctx), clientId, clock.instant());
    Consent created = database.inTransaction(unit -> consents.create(unit, asked));
    JsonAnswer.send(ctx, 201, shown(created));
  }

  private void read(Context ctx) {
    JsonAnswer.sendRead(ctx, shown(own(ctx, callers.client(ctx))));
  }

  private void delete(Context ctx) {
    Consent consent = own(ctx, callers.client(ctx));
    database.useTransaction(unit -> consents.delete(unit, consent.consentId()));
    ctx.status(204);
  }

  private Consent own(Context ctx, String clientId) {
    String id = ctx.pathParam(CONSENT_ID);
    Consent consent =
        database
            .read(handle -> consents.find(handle, id))
            .orElseThrow(() ->
                ApiException.badRequest(
                    CONSENT_ID, ErrorCode.NOT_FOUND, "the bank has no such consent"));
    if (!consent.clientId().equals(clientId)) {
      throw ApiException.forbidden(ErrorCode.CONSENT_MISMATCH, "the consent is another TPP's");
    }
    return consent;
  }

  private OBConsent.Response shown(Consent consent) {
    OBConsent.ResponseData data =
        new OBConsent.ResponseData(
            consent.consentId(),
            consent.createdAt(),
            consent.status(),
            StatusReasons.of(consent),
            consent.statusChangedAt(),
            List.copyOf(consent.permissions()),
            consent.expiresAt(),
            consent.transactionsFrom(),
            consent.transactionsTo());
    return new OBConsent.Response(
        data, Map.of(), Links.self(links.to(PATH + "/" + consent.consentId())), Meta.pages(1));
  }
}
