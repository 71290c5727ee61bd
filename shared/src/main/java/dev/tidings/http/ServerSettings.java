package dev.tidings.http;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** What every server of ours has in common: bounded virtual threads, strict URIs, quiet start. */
public final class ServerSettings {

  /** Requests handled at one time; more wait. */
  public static final int REQUESTS_AT_ONCE_MAX = 512;

  /** Platform threads under the virtual ones: acceptors and selectors. */
  public static final int PLATFORM_THREADS_MAX = 16;

  /** The largest request body, in bytes. */
  public static final long BODY_BYTES_MAX = 256 * 1024;

  private ServerSettings() {}

  /**
   * Settings of a server at an address that is taken now.
   *
   * @param host address to listen on, such as {@code 127.0.0.1}
   * @param port 0 for a free one
   * @throws UncheckedIOException when the port is taken
   */
  public static void apply(JavalinConfig config, String host, int port) {
    try {
      apply(config, Listener.open(host, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of a server at an address that is held already. */
  public static void apply(JavalinConfig config, Listener listener) {
    apply(config);
    config.jetty.addConnector(listener::connector);
  }

  /**
   * An address that is served over TLS.
   *
   * @param sockets protocols, keys, and whether clients show certificates
   */
  public record Secured(Listener listener, SslContextFactory.Server sockets) {}

  /** Settings of a server that is reached over TLS only. */
  public static void apply(JavalinConfig config, List<Secured> addresses) {
    apply(config);
    for (Secured address : addresses) {
      config.jetty.addConnector(
          (server, http) -> address.listener().connector(server, http, address.sockets()));
    }
  }

  private static void apply(JavalinConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS_MAX);
    VirtualThreadPool virtual = new VirtualThreadPool(REQUESTS_AT_ONCE_MAX);
    virtual.setName("http");
    threads.setVirtualThreadsExecutor(virtual);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(http -> {
      http.setUriCompliance(UriCompliance.RFC3986);
      http.setSendServerVersion(false);
    });
    config.jetty.modifyServer(server -> server.setErrorHandler(new UnroutedErrors()));
    config.http.maxRequestSize = BODY_BYTES_MAX;
    config.http.prefer405over404 = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
  }
}
