package dev.tidings.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * An address that is held from the first moment: a port that is taken shows before any work is
 * done, and nobody takes ours between choosing it and serving on it. Whoever connects early waits.
 */
public final class Listener implements AutoCloseable {

  private final ServerSocketChannel channel;
  private final int port;

  private Listener(ServerSocketChannel channel, int port) {
    this.channel = channel;
    this.port = port;
  }

  /**
   * @param host address to listen on, such as {@code 127.0.0.1}
   * @param port 0 for a free one
   * @throws java.net.BindException when the port is taken
   */
  public static Listener open(String host, int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return new Listener(channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The port that is held. */
  public int port() {
    return port;
  }

  /** Serves here; the server closes the address when it stops. */
  ServerConnector connector(Server server, HttpConfiguration http) {
    return open(new ServerConnector(server, new HttpConnectionFactory(http)));
  }

  /** As {@link #connector(Server, HttpConfiguration)}, over TLS. */
  ServerConnector connector(
      Server server, HttpConfiguration http, SslContextFactory.Server sockets) {
    HttpConfiguration secure = new HttpConfiguration(http);
    secure.addCustomizer(new SecureRequestCustomizer(false));
    return open(
        new ServerConnector(
            server,
            new SslConnectionFactory(sockets, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(secure)));
  }

  private ServerConnector open(ServerConnector connector) {
    try {
      connector.open(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connector;
  }

  /** Lets the address go. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
