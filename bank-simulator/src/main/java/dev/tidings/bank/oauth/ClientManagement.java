package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import dev.tidings.bank.consent.Consents;
import dev.tidings.persistence.Database;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET}, {@code PUT} and {@code DELETE /register/{client_id}}, by whoever has the token that
 * came with the registration. Source: RFC 7592.
 */
final class ClientManagement {

  static final String PATH = "/register/{client_id}";

  private static final Pattern BEARER =
      Pattern.compile("Bearer ([A-Za-z0-9_-]{43})", Pattern.CASE_INSENSITIVE);

  private final Database database;
  private final Clients clients;
  private final Consents consents;
  private final RegistrationEndpoint registration;
  private final ClientRemoved others;

  ClientManagement(
      Database database,
      Clients clients,
      Consents consents,
      RegistrationEndpoint registration,
      ClientRemoved others) {
    this.database = database;
    this.clients = clients;
    this.consents = consents;
    this.registration = registration;
    this.others = others;
  }

  /** A client, by the token that manages it. */
  private record Managed(Client client, String token) {}

  void read(Context ctx) {
    Managed managed = require(ctx);
    registration.answer(ctx, 200, managed.client(), managed.token());
  }

  void replace(Context ctx) {
    Managed managed = require(ctx);
    String clientId = managed.client().clientId();
    Client replaced = registration.replace(ctx, clientId);
    registration.answer(ctx, 200, replaced, managed.token());
  }

  /** With the client everything goes that was given to it. */
  void delete(Context ctx) {
    String clientId = require(ctx).client().clientId();
    database.useTransaction(unit -> {
      clients.delete(unit, clientId);
      TokenRows.deleteOfClient(unit, clientId);
      RefreshTokens.deleteOfClient(unit, clientId);
      consents.deleteOfClient(unit, clientId);
      others.removed(unit, clientId);
    });
    ctx.status(204).header("Cache-Control", "no-store");
  }

  /** Whether there is no such client or the token is wrong, the answer is the same. */
  private Managed require(Context ctx) {
    List<String> headers = Collections.list(ctx.req().getHeaders("Authorization"));
    Matcher bearer = BEARER.matcher(headers.size() == 1 ? headers.getFirst() : "");
    if (!bearer.matches()) {
      throw refused(ctx);
    }
    String clientId = ctx.pathParam("client_id");
    Optional<String> expected = database.read(handle -> clients.managementHash(handle, clientId));
    String presented = Secrets.hash(bearer.group(1));
    if (expected.isEmpty() || !same(expected.get(), presented)) {
      throw refused(ctx);
    }
    return database
        .read(handle -> clients.find(handle, clientId))
        .map(client -> new Managed(client, bearer.group(1)))
        .orElseThrow(() -> refused(ctx));
  }

  private static OAuthException refused(Context ctx) {
    ctx.header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    return new OAuthException(
        BearerTokenError.INVALID_TOKEN, "send the registration_access_token of this client");
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
