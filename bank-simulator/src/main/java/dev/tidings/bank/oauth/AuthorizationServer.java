package dev.tidings.bank.oauth;

import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.consent.Consents;
import dev.tidings.jose.SigningKeys;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that TPPs call themselves: discovery, keys, registration, pushed requests, tokens.
 * What the customer's browser sees is the console's.
 */
public final class AuthorizationServer {

  private final String discovery;
  private final SigningKeys keys;
  private final RegistrationEndpoint registration;
  private final ClientManagement clientManagement;
  private final PushEndpoint push;
  private final TokenEndpoint tokens;
  private final TokenManagement management;
  private final UserInfoEndpoint userInfo;

  /**
   * Where and as what the server is known.
   *
   * @param issuer the bank's base address, without a slash at the end
   * @param bankName told in the discovery document as {@code organization_name}
   * @param certificateAddress the base address at which clients show TLS certificates, or null
   */
  public record Identity(String issuer, String bankName, @Nullable String certificateAddress) {}

  /**
   * @param clientRemoved done in the transaction that removes a client
   */
  public AuthorizationServer(
      Identity identity,
      Database database,
      Clients clients,
      Consents consents,
      AccessTokens accessTokens,
      SigningKeys keys,
      ClientKeys clientKeys,
      SoftwareStatements statements,
      ClientRemoved clientRemoved,
      InstantSource clock) {
    String issuer = identity.issuer();
    this.discovery = Discovery.document(identity);
    this.keys = keys;
    this.registration = new RegistrationEndpoint(issuer, database, clients, statements);
    this.clientManagement =
        new ClientManagement(database, clients, consents, registration, clientRemoved);
    ClientRequests requests =
        new ClientRequests(new ClientAuthentication(issuer, database, clients, clientKeys, clock));
    this.push =
        new PushEndpoint(
            database,
            requests,
            new AuthorizationRequests(database, consents, clock),
            accessTokens.senders(),
            clock);
    this.tokens =
        new TokenEndpoint(
            database,
            requests,
            accessTokens.senders(),
            new Grants(consents, new IdTokens(issuer, keys, clock), clock),
            new ForgetExpired(database, clock));
    this.management =
        new TokenManagement(issuer, database, requests, accessTokens, consents, clock);
    this.userInfo =
        new UserInfoEndpoint(database, accessTokens, new ConsentGuard(database, consents, clock));
  }

  public void register(RoutesConfig routes) {
    routes.get("/.well-known/openid-configuration", ctx -> json(ctx, discovery));
    routes.get("/.well-known/oauth-authorization-server", ctx -> json(ctx, discovery));
    routes.get("/jwks", ctx -> json(ctx, keys.publicKeys().toString(true)));
    routes.post("/register", registration::register);
    routes.get(ClientManagement.PATH, clientManagement::read);
    routes.put(ClientManagement.PATH, clientManagement::replace);
    routes.delete(ClientManagement.PATH, clientManagement::delete);
    routes.post("/par", push::push);
    routes.post("/token", tokens::token);
    routes.post("/introspect", management::introspect);
    routes.post("/revoke", management::revoke);
    routes.get("/userinfo", userInfo::userInfo);
    routes.post("/userinfo", userInfo::userInfo);
    routes.exception(OAuthException.class, (e, ctx) -> OAuthAnswers.refuse(ctx, e));
  }

  private static void json(Context ctx, String document) {
    ctx.contentType("application/json; charset=utf-8").result(document);
  }
}
