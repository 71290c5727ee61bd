package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The rules for an address that a TPP wants to be told at. Source: OBIE R/W v4.0, Callback URL. */
final class CallbackUrl {

  static final String SUFFIX = "/v4.0/event-notifications";
  static final int LENGTH_MAX = 2_048;

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private CallbackUrl() {}

  /**
   * @throws ApiException 400 that says what is wrong
   */
  static void check(String url) {
    if (url.length() > LENGTH_MAX) {
      throw invalid("is longer than " + LENGTH_MAX + " characters");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw invalid("is no URI");
    }
    if (uri.getScheme() == null
        || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
        || uri.getHost() == null) {
      throw invalid("must be an absolute http or https address");
    }
    if (uri.getRawUserInfo() != null) {
      throw invalid("must not contain credentials");
    }
    if (!url.endsWith(SUFFIX) || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw invalid("must end in " + SUFFIX);
    }
  }

  private static ApiException invalid(String what) {
    return ApiException.badRequest(
        "Data.CallbackUrl", ErrorCode.FIELD_INVALID, "CallbackUrl " + what);
  }
}
