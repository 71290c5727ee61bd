package dev.tidings.tpp.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through only when it names this machine, or our public address, as its host: a
 * foreign page whose name was pointed at loopback (DNS rebinding) must not read anybody's money.
 */
public final class HostGuard {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int MISDIRECTED_REQUEST = 421;

  private final Set<String> hosts;

  public HostGuard(URI publicUrl) {
    this.hosts = new HashSet<>(LOOPBACK);
    String host = publicUrl.getHost();
    if (host != null) {
      hosts.add(host.toLowerCase(Locale.ROOT));
    }
  }

  /** The same handler, behind this guard. */
  public Handler behind(Handler handler) {
    return ctx -> {
      if (allows(ctx.header("Host"))) {
        handler.handle(ctx);
      } else {
        refuse(ctx);
      }
    };
  }

  boolean allows(@Nullable String hostHeader) {
    if (hostHeader == null) {
      return false;
    }
    int port = hostHeader.lastIndexOf(':');
    boolean hasPort = port > hostHeader.lastIndexOf(']');
    String host = hasPort ? hostHeader.substring(0, port) : hostHeader;
    return hosts.contains(host.toLowerCase(Locale.ROOT));
  }

  private static void refuse(Context ctx) {
    ctx.status(MISDIRECTED_REQUEST);
    ApiJson.answer(
        ctx,
        new ApiJson.Failure(
            "misdirected_request",
            "This address is not known under that host name. Use localhost or the public address."));
  }
}
