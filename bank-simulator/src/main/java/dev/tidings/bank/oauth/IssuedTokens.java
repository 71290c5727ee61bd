package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a grant came to: tokens, or the reason why there are none. */
record IssuedTokens(@Nullable Tokens tokens, String refusal) {

  static IssuedTokens of(String access, Instant now, Instant expiresAt, @Nullable String refresh) {
    BearerAccessToken bearer =
        new BearerAccessToken(
            access, Duration.between(now, expiresAt).toSeconds(), RegistrationRules.SCOPE);
    return new IssuedTokens(
        new Tokens(bearer, refresh == null ? null : new RefreshToken(refresh)), "");
  }

  static IssuedTokens refused(String why) {
    return new IssuedTokens(null, why);
  }
}
