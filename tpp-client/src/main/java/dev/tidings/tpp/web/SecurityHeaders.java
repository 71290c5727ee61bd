package dev.tidings.tpp.web;

import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Headers of every answer: nothing is loaded from elsewhere, nobody frames us, nothing is guessed.
 */
final class SecurityHeaders {

  private final String contentSecurityPolicy;

  SecurityHeaders(List<URI> banks) {
    String bankOrigins =
        banks.stream().map(SecurityHeaders::origin).distinct().collect(Collectors.joining(" "));
    this.contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; "
            + ("form-action 'self' " + bankOrigins).strip();
  }

  void put(Context ctx) {
    ctx.header("Content-Security-Policy", contentSecurityPolicy);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Referrer-Policy", "same-origin");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority();
  }
}
