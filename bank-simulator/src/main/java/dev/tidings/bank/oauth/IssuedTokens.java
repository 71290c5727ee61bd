package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.rar.AuthorizationDetail;
import com.nimbusds.oauth2.sdk.rar.AuthorizationType;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a grant came to: tokens, or the reason why there are none. */
record IssuedTokens(
    com.nimbusds.oauth2.sdk.token.@Nullable AccessToken access,
    @Nullable String refresh,
    @Nullable String idToken,
    String refusal) {

  /**
   * @param bound whether it is of use only with a DPoP proof
   */
  static IssuedTokens of(String secret, AccessToken token, Instant now, boolean bound) {
    long seconds = Duration.between(now, token.expiresAt()).toSeconds();
    Scope scope = new Scope(new TreeSet<>(token.scopes()).toArray(String[]::new));
    List<AuthorizationDetail> details =
        token.consentId() == null
            ? null
            : List.of(
                new AuthorizationDetail.Builder(new AuthorizationType(ConsentReference.TYPE))
                    .field(ConsentReference.FIELD, token.consentId())
                    .build());
    return new IssuedTokens(
        bound
            ? new DPoPAccessToken(secret, seconds, scope, details, null)
            : new BearerAccessToken(secret, seconds, scope, details, null),
        null,
        null,
        "");
  }

  static IssuedTokens refused(String why) {
    return new IssuedTokens(null, null, null, why);
  }

  IssuedTokens with(@Nullable String refresh, @Nullable String idToken) {
    return new IssuedTokens(access, refresh, idToken, refusal);
  }

  /** Null when there are none. */
  @Nullable AccessTokenResponse answer() {
    RefreshToken refreshToken = refresh == null ? null : new RefreshToken(refresh);
    if (access == null) {
      return null;
    }
    return idToken == null
        ? new AccessTokenResponse(new Tokens(access, refreshToken))
        : new OIDCTokenResponse(new OIDCTokens(idToken, access, refreshToken));
  }
}
