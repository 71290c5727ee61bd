package dev.tidings.tpp.connect;

import dev.tidings.tpp.bank.OurAddresses;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a request that changes something comes from our own pages, or from a program: a foreign
 * page must not act in the customer's name. Browsers say where a request comes from ({@code
 * Sec-Fetch-Site}, {@code Origin}); programs say nothing.
 */
public record SameOrigin(OurAddresses addresses) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> SITES = Set.of("same-origin", "none");

  /** Whether it may. */
  public boolean allows(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    String origin = ctx.header("Origin");
    String host = ctx.header("Host");
    return host != null
        && isOurs(host)
        && (site == null || SITES.contains(site))
        && (origin == null || authority(origin).equalsIgnoreCase(host));
  }

  private boolean isOurs(String host) {
    int port = host.lastIndexOf(':');
    String name =
        (port > host.lastIndexOf(']') ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name)
        || name.equalsIgnoreCase(URI.create(addresses.publicUrl()).getHost());
  }

  private static String authority(String origin) {
    int slashes = origin.indexOf("://");
    return slashes < 0 ? "" : origin.substring(slashes + "://".length());
  }
}
