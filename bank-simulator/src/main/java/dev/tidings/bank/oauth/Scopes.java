package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What tokens can be for. */
final class Scopes {

  static final String ACCOUNTS = "accounts";
  static final String OPENID = "openid";
  static final String PROFILE = "profile";

  static final Scope ALL = new Scope(OPENID, PROFILE, ACCOUNTS);

  private Scopes() {}

  /**
   * Those that the bank knows and the client registered; others are left out, as OpenID Connect
   * Core §3.1.2.1 asks.
   *
   * @throws OAuthException {@code invalid_scope} when nothing remains that stands by itself
   */
  static Set<String> granted(@Nullable Scope asked, Client client) {
    Set<String> granted = new TreeSet<>();
    for (Scope.Value value : asked == null ? new Scope() : asked) {
      if (ALL.contains(value) && client.mayAskFor(value.getValue())) {
        granted.add(value.getValue());
      }
    }
    if (!granted.contains(ACCOUNTS) && !granted.contains(OPENID)) {
      throw new OAuthException(
          OAuth2Error.INVALID_SCOPE, "scope must have accounts or openid, as registered");
    }
    return granted;
  }
}
