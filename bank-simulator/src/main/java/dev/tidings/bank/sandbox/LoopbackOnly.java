package dev.tidings.bank.sandbox;

import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code /sandbox} and the operator's pages for whoever sits at this machine: not for the
 * network, not for a foreign page in the same browser, and not for a foreign name that resolves to
 * loopback.
 */
public final class LoopbackOnly {

  private static final Pattern LOCAL_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?");
  private static final Set<String> OWN_FETCH_SITES = Set.of("same-origin", "none");
  private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private LoopbackOnly() {}

  /**
   * Checks every request to what is the operator's before its handler. To be called once a server.
   */
  public static void register(RoutesConfig routes) {
    routes.before("/sandbox", LoopbackOnly::check);
    routes.before("/sandbox/*", LoopbackOnly::check);
    routes.before("/metrics", LoopbackOnly::check);
    routes.before("/console/events", LoopbackOnly::check);
    routes.before("/console/events/*", LoopbackOnly::check);
  }

  private static void check(Context ctx) {
    refusal(
            ctx.req().getRemoteAddr(),
            headers(ctx, "Host"),
            headers(ctx, "Origin"),
            headers(ctx, "Sec-Fetch-Site"))
        .ifPresent(why -> {
          throw ApiException.forbidden(ErrorCode.HEADER_INVALID, why);
        });
    if (METHODS_WITH_BODY.contains(ctx.req().getMethod()) && !isJson(ctx.req().getContentType())) {
      String message = "send the body with Content-Type: application/json";
      throw new ApiException(
          415, List.of(OBError.at("Content-Type", ErrorCode.HEADER_INVALID, message)));
    }
  }

  /** Why a request is refused; empty when it is not. */
  static Optional<String> refusal(
      String remoteAddress, List<String> hosts, List<String> origins, List<String> fetchSites) {
    if (!isLoopback(remoteAddress)) {
      return Optional.of("the sandbox answers this machine only, not " + remoteAddress);
    }
    if (hosts.size() != 1 || !LOCAL_HOST.matcher(lower(hosts.getFirst())).matches()) {
      return Optional.of("the Host header must be localhost, 127.0.0.1 or [::1], with any port");
    }
    String host = lower(hosts.getFirst());
    for (String origin : origins) {
      if (!lower(origin).equals("http://" + host) && !lower(origin).equals("https://" + host)) {
        return Optional.of("the sandbox is not for pages of another origin");
      }
    }
    if (!OWN_FETCH_SITES.containsAll(fetchSites)) {
      return Optional.of("the sandbox is not for requests from another site");
    }
    return Optional.empty();
  }

  static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return lower(type.strip()).equals("application/json");
  }

  /** Only for addresses in figures, which are never looked up. */
  private static boolean isLoopback(String address) {
    if (!address.matches("[0-9a-fA-F.:%\\[\\]]+")) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static List<String> headers(Context ctx, String name) {
    return new ArrayList<>(Collections.list(ctx.req().getHeaders(name)));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
