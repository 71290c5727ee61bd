package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the TPP wants of the customer's sign-in. Source: OpenID Connect Core §3.1.2.1.
 *
 * @param silently whether the customer must not be asked anything, which this bank always does
 * @param since the earliest sign-in that will do; null for any
 */
public record SignInWanted(boolean silently, @Nullable Instant since) {

  /** Without a pushed request nobody knows when it began: a sign-in so fresh is part of it. */
  static final Duration JUST_NOW = Duration.ofMinutes(2);

  /** Whether a sign-in at this time is recent enough. */
  public boolean isMetBy(Instant signedInAt) {
    return since == null || !signedInAt.isBefore(since);
  }

  /**
   * @param began when the request was made, or null when that is not known
   */
  static SignInWanted of(Map<String, String> parameters, Instant now, @Nullable Instant began) {
    Set<String> prompt = Set.of(parameters.getOrDefault("prompt", "").split(" ", 0));
    boolean silently = prompt.contains("none");
    if (silently && prompt.size() > 1) {
      throw AuthorizationChecks.refused(
          OAuth2Error.INVALID_REQUEST, "prompt=none goes with nothing else");
    }
    Instant start = began == null ? now.minus(JUST_NOW) : began;
    String maxAge = parameters.get("max_age");
    if (prompt.contains("login")) {
      return new SignInWanted(silently, start);
    }
    if (maxAge == null) {
      return new SignInWanted(silently, null);
    }
    if (!maxAge.matches("\\d{1,9}")) {
      throw AuthorizationChecks.refused(OAuth2Error.INVALID_REQUEST, "max_age is in seconds");
    }
    Instant oldest = now.minusSeconds(Long.parseLong(maxAge));
    return new SignInWanted(silently, oldest.isBefore(start) ? oldest : start);
  }
}
