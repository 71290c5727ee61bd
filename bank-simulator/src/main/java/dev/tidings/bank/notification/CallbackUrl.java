package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.Reach;
import dev.tidings.openbanking.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rules for an address that a TPP wants to be told at. Source: OBIE R/W v4.0, Callback URL. */
final class CallbackUrl {

  static final String SUFFIX = "/v4.0/event-notifications";
  static final int LENGTH_MAX = 2_048;

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private CallbackUrl() {}

  /**
   * @param reach what is refused by the look of it; the rest when it is connected to
   * @throws ApiException 400 that says what is wrong
   */
  static void check(String url, Reach reach) {
    refusal(url, reach)
        .ifPresent(why -> {
          throw invalid(why);
        });
    if (!url.endsWith(SUFFIX) || URI.create(url).getRawQuery() != null) {
      throw invalid("must end in " + SUFFIX);
    }
  }

  /** What is wrong with any address that is to be pushed to. */
  static Optional<String> refusal(String url, Reach reach) {
    if (url.length() > LENGTH_MAX) {
      return Optional.of("is longer than " + LENGTH_MAX + " characters");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("is no URI");
    }
    if (uri.getScheme() == null
        || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
        || uri.getHost() == null) {
      return Optional.of("must be an absolute http or https address");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("must not contain credentials");
    }
    if (uri.getRawFragment() != null) {
      return Optional.of("must not have a fragment");
    }
    return reach.refusal(uri);
  }

  private static ApiException invalid(String what) {
    return ApiException.badRequest(
        "Data.CallbackUrl", ErrorCode.FIELD_INVALID, "CallbackUrl " + what);
  }
}
