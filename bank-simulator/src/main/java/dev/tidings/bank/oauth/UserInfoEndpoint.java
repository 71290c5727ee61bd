package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.openid.connect.sdk.UserInfoSuccessResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.persistence.Database;
import io.javalin.http.Context;

/**
 * {@code GET} and {@code POST /userinfo}: who the customer is. Source: OpenID Connect Core §5.3.
 */
final class UserInfoEndpoint {

  private final Database database;
  private final Customers customers = new Customers();
  private final AccessTokens tokens;
  private final ConsentGuard guard;

  UserInfoEndpoint(Database database, AccessTokens tokens, ConsentGuard guard) {
    this.database = database;
    this.tokens = tokens;
    this.guard = guard;
  }

  void userInfo(Context ctx) {
    AccessToken token = tokens.require(ctx);
    String customerId = token.customerId();
    if (customerId == null || !token.scopes().contains(Scopes.OPENID)) {
      throw Challenges.insufficientScope(ctx, Scopes.OPENID);
    }
    if (token.consentId() != null) {
      guard.require(token.consentId(), token.clientId(), customerId);
    }
    Customer customer =
        database
            .read(handle -> customers.find(handle, customerId))
            .orElseThrow(() ->
                ApiException.forbidden(ErrorCode.NOT_FOUND, "the customer is not here any more"));
    UserInfo info = new UserInfo(new Subject(customerId));
    if (token.scopes().contains(Scopes.PROFILE)) {
      info.setName(customer.fullName());
      info.setPreferredUsername(customer.username());
    }
    OAuthAnswers.send(ctx, new UserInfoSuccessResponse(info));
  }
}
