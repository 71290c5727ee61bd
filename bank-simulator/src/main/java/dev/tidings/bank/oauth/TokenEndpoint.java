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
import dev.tidings.bank.oauth.ClientRequests.ClientRequest;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /token}. Source: RFC 6749 §3.2, FAPI 2.0 Security Profile §5.3.2. */
final class TokenEndpoint {

  private final Database database;
  private final ClientRequests requests;
  private final SenderConstraints senders;
  private final Grants grants;
  private final ForgetExpired forgetExpired;

  TokenEndpoint(
      Database database,
      ClientRequests requests,
      SenderConstraints senders,
      Grants grants,
      ForgetExpired forgetExpired) {
    this.database = database;
    this.requests = requests;
    this.senders = senders;
    this.grants = grants;
    this.forgetExpired = forgetExpired;
  }

  void token(Context ctx) {
    ClientRequest sent = requests.read(ctx);
    Client client = sent.client();
    AuthorizationGrant grant = grant(sent);
    checkGrant(client, grant.getType());
    checkScope(Scope.parse(sent.parameter("scope")), client);
    if (grant instanceof ClientCredentialsGrant) {
      checkScope(new Scope(Scopes.ACCOUNTS), client);
    }
    Confirmation sender = senders.ofClient(ctx, client);
    IssuedTokens issued = database.inTransaction(unit -> issue(unit, client, grant, sender));
    AccessTokenResponse answer = issued.answer();
    if (answer == null) {
      throw new OAuthException(OAuth2Error.INVALID_GRANT, issued.refusal());
    }
    OAuthAnswers.send(ctx, answer);
    forgetExpired.ifDue();
  }

  private IssuedTokens issue(
      UnitOfWork unit, Client client, AuthorizationGrant grant, Confirmation sender) {
    return switch (grant) {
      case AuthorizationCodeGrant code -> grants.redeem(unit, client, code, sender);
      case RefreshTokenGrant refresh -> grants.refresh(unit, client, refresh, sender);
      case ClientCredentialsGrant ignored -> grants.forClient(unit, client, sender);
      default -> throw unsupported(grant.getType());
    };
  }

  private static AuthorizationGrant grant(ClientRequest sent) {
    Map<String, List<String>> parameters = new HashMap<>();
    sent.parameters().forEach((name, value) -> parameters.put(name, List.of(value)));
    try {
      return AuthorizationGrant.parse(parameters);
    } catch (ParseException e) {
      ErrorObject error = e.getErrorObject();
      throw new OAuthException(
          error == null ? OAuth2Error.INVALID_REQUEST : error, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new OAuthException(OAuth2Error.INVALID_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static void checkScope(@Nullable Scope scope, Client client) {
    if (scope != null) {
      Scopes.granted(scope, client);
    }
  }

  private static void checkGrant(Client client, GrantType type) {
    if (!RegistrationRules.GRANTS.contains(type)) {
      throw unsupported(type);
    }
    if (!client.mayUse(type)) {
      throw new OAuthException(
          OAuth2Error.UNAUTHORIZED_CLIENT, "the client did not register for " + type);
    }
  }

  private static OAuthException unsupported(GrantType type) {
    return new OAuthException(OAuth2Error.UNSUPPORTED_GRANT_TYPE, type + " is not supported");
  }
}
