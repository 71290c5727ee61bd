package dev.tidings.bank.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Sockets that connect to allowed addresses only. It is the address that is connected to which
 * counts: what a name meant a moment ago, or in how many ways an address can be written, does not.
 */
final class JudgedSockets extends SocketFactory {

  private final Predicate<InetAddress> allowed;

  JudgedSockets(Predicate<InetAddress> allowed) {
    this.allowed = allowed;
  }

  @Override
  public Socket createSocket() {
    return new JudgedSocket(allowed);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }

  private static final class JudgedSocket extends Socket {

    private final Predicate<InetAddress> allowed;

    JudgedSocket(Predicate<InetAddress> allowed) {
      super(Proxy.NO_PROXY);
      this.allowed = allowed;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMs) throws IOException {
      if (!(endpoint instanceof InetSocketAddress internet)
          || internet.isUnresolved()
          || !allowed.test(internet.getAddress())) {
        throw new IOException("the bank connects to public addresses only, not to " + endpoint);
      }
      super.connect(endpoint, timeoutMs);
    }
  }
}
