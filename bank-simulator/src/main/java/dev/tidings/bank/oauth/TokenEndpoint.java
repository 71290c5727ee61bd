package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.Tokens;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /token}. Source: RFC 6749 §3.2, FAPI 2.0 Security Profile §5.3.2. */
final class TokenEndpoint {

  /** The library wants an address, and does nothing with it. */
  private static final URI ANYWHERE = URI.create("http://localhost/token");

  /** The most parameters of a form; the library takes their number's square in time. */
  static final int PARAMETERS_MAX = 50;

  private final Database database;
  private final ClientAuthentication authentication;
  private final Grants grants;
  private final ForgetExpired forgetExpired;

  TokenEndpoint(
      Database database,
      ClientAuthentication authentication,
      Grants grants,
      ForgetExpired forgetExpired) {
    this.database = database;
    this.authentication = authentication;
    this.grants = grants;
    this.forgetExpired = forgetExpired;
  }

  void token(Context ctx) {
    HTTPRequest http = read(ctx);
    Client client = authentication.authenticate(assertion(http));
    TokenRequest request = parse(http);
    checkScope(request.getScope());
    checkGrant(client, request.getAuthorizationGrant().getType());
    IssuedTokens issued =
        database.inTransaction(unit -> issue(unit, client, request.getAuthorizationGrant()));
    Tokens tokens = issued.tokens();
    if (tokens == null) {
      throw new OAuthException(OAuth2Error.INVALID_GRANT, issued.refusal());
    }
    OAuthAnswers.send(ctx, new AccessTokenResponse(tokens));
    forgetExpired.ifDue();
  }

  private IssuedTokens issue(UnitOfWork unit, Client client, AuthorizationGrant grant) {
    return switch (grant) {
      case AuthorizationCodeGrant code -> grants.redeem(unit, client, code);
      case RefreshTokenGrant refresh -> grants.refresh(unit, client, refresh);
      case ClientCredentialsGrant ignored -> grants.forClient(unit, client);
      default -> throw unsupported(grant.getType());
    };
  }

  private static HTTPRequest read(Context ctx) {
    String body = new String(ctx.bodyAsBytes(), StandardCharsets.UTF_8);
    if (body.chars().filter(c -> c == '&').count() >= PARAMETERS_MAX) {
      throw invalid("at most " + PARAMETERS_MAX + " parameters are taken");
    }
    try {
      HTTPRequest http = new HTTPRequest(HTTPRequest.Method.POST, ANYWHERE);
      http.setContentType(ctx.contentType());
      String authorization = ctx.header("Authorization");
      if (authorization != null) {
        http.setHeader("Authorization", authorization);
      }
      http.setBody(body);
      for (List<String> values : http.getBodyAsFormParameters().values()) {
        if (values.size() > 1) {
          throw invalid("no parameter may be there twice");
        }
      }
      return http;
    } catch (ParseException | IllegalArgumentException e) {
      throw invalid("the body must be a form (application/x-www-form-urlencoded)");
    }
  }

  private static PrivateKeyJWT assertion(HTTPRequest http) {
    try {
      return PrivateKeyJWT.parse(http);
    } catch (ParseException | IllegalArgumentException e) {
      throw new OAuthException(
          OAuth2Error.INVALID_CLIENT,
          "authenticate with a signed client_assertion (private_key_jwt): " + e.getMessage());
    }
  }

  private static TokenRequest parse(HTTPRequest http) {
    try {
      return TokenRequest.parse(http);
    } catch (ParseException e) {
      ErrorObject error = e.getErrorObject();
      throw new OAuthException(
          error == null ? OAuth2Error.INVALID_REQUEST : error, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private static void checkScope(@Nullable Scope scope) {
    if (scope != null && !RegistrationRules.SCOPE.containsAll(scope)) {
      throw new OAuthException(OAuth2Error.INVALID_SCOPE, "the bank knows the scope accounts only");
    }
  }

  private static void checkGrant(Client client, GrantType type) {
    if (!RegistrationRules.GRANTS.contains(type)) {
      throw unsupported(type);
    }
    Set<GrantType> registered = client.metadata().getGrantTypes();
    if (registered == null || !registered.contains(type)) {
      throw new OAuthException(
          OAuth2Error.UNAUTHORIZED_CLIENT, "the client did not register for " + type);
    }
  }

  private static OAuthException unsupported(GrantType type) {
    return new OAuthException(OAuth2Error.UNSUPPORTED_GRANT_TYPE, type + " is not supported");
  }

  private static OAuthException invalid(String description) {
    return new OAuthException(OAuth2Error.INVALID_REQUEST, description);
  }
}
