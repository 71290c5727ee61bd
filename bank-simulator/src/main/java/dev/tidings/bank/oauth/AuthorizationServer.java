package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import dev.tidings.bank.consent.Consents;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.jose.SigningKey;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;

/**
 * The endpoints that TPPs call themselves: discovery, keys, registration, tokens. What the
 * customer's browser sees is the console's.
 */
public final class AuthorizationServer {

  private final String discovery;
  private final String keys;
  private final RegistrationEndpoint registration;
  private final TokenEndpoint tokens;

  /**
   * @param issuer the bank's base address, without a slash at the end
   * @param bankName told in the discovery document as {@code organization_name}
   * @param clientKeys reads the keys of clients that registered a {@code jwks_uri}
   */
  public AuthorizationServer(
      String issuer,
      String bankName,
      Database database,
      Clients clients,
      Consents consents,
      AccessTokens accessTokens,
      SigningKey signingKey,
      RemoteKeys clientKeys,
      InstantSource clock) {
    this.discovery = Discovery.document(issuer, bankName);
    this.keys = signingKey.publicKeys().toString(true);
    this.registration = new RegistrationEndpoint(database, clients);
    this.tokens =
        new TokenEndpoint(
            database,
            new ClientAuthentication(issuer, database, clients, clientKeys, clock),
            new Grants(accessTokens, consents, clock),
            new ForgetExpired(database, clock));
  }

  public void register(RoutesConfig routes) {
    routes.get("/.well-known/openid-configuration", ctx -> json(ctx, discovery));
    routes.get("/.well-known/oauth-authorization-server", ctx -> json(ctx, discovery));
    routes.get("/jwks", ctx -> json(ctx, keys));
    routes.post("/register", registration::register);
    routes.post("/token", tokens::token);
    routes.exception(
        OAuthException.class,
        (e, ctx) -> OAuthAnswers.send(ctx, new TokenErrorResponse(e.error())));
  }

  private static void json(Context ctx, String document) {
    ctx.contentType("application/json; charset=utf-8").result(document);
  }
}
