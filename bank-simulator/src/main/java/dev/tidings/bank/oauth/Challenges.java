package dev.tidings.bank.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import dev.tidings.bank.http.ApiException;
import dev.tidings.jose.Signatures;
import dev.tidings.openbanking.ErrorCode;
import io.javalin.http.Context;
import java.util.stream.Collectors;

/** What a 401 says of the ways to do better. Source: RFC 6750 §3, RFC 9449 §7.1. */
final class Challenges {

  private static final String HEADER = "WWW-Authenticate";

  private static final String ALGORITHMS =
      "algs=\""
          + Signatures.ALGORITHMS.stream()
              .map(JWSAlgorithm::getName)
              .collect(Collectors.joining(" "))
          + "\"";

  private Challenges() {}

  /** For a request without credentials: both ways, and no error. */
  static ApiException none(Context ctx) {
    ctx.header(HEADER, "DPoP " + ALGORITHMS);
    ctx.res().addHeader(HEADER, "Bearer");
    return ApiException.unauthorized();
  }

  /** For a token that is good, but not for this. */
  static ApiException insufficientScope(Context ctx, String scope) {
    ctx.header(HEADER, "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
    return ApiException.forbidden(
        ErrorCode.HEADER_INVALID, "this needs a customer's token with the scope " + scope);
  }

  /**
   * @param proven whether the way to go is DPoP
   */
  static ApiException refused(Context ctx, boolean proven, String error, String description) {
    String told =
        "error=\"" + error + "\", error_description=\"" + description.replace('"', '\'') + "\"";
    ctx.header(HEADER, proven ? "DPoP " + told + ", " + ALGORITHMS : "Bearer " + told);
    return ApiException.unauthorized();
  }
}
