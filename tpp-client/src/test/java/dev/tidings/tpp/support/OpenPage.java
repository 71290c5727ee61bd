package dev.tidings.tpp.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The live stream of a page, on a socket of its own. */
public final class OpenPage implements AutoCloseable {

  private static final int SMALL_BUFFER_BYTES = 4096;

  private final Socket socket;
  private final AtomicInteger views = new AtomicInteger();
  private final AtomicInteger changes = new AtomicInteger();
  private volatile String lastView = "";

  private OpenPage(int port) {
    try {
      socket = new Socket();
      socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket
          .getOutputStream()
          .write(
              "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A browser that asks for the stream and then hangs. */
  public static OpenPage thatDoesNotRead(int port) {
    return new OpenPage(port);
  }

  public static OpenPage thatReads(int port) {
    OpenPage page = new OpenPage(port);
    Thread.ofVirtual().start(page::read);
    return page;
  }

  /** How often it was sent the whole view. */
  public int views() {
    return views.get();
  }

  /** Of how many changes it was told. */
  public int changes() {
    return changes.get();
  }

  /** What it shows, as HTML. */
  public String lastView() {
    return lastView;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    StringBuilder data = new StringBuilder();
    String event = "";
    try {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8),
              SMALL_BUFFER_BYTES);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          event = line.substring("event: ".length());
          data.setLength(0);
        } else if (line.startsWith("data: ")) {
          data.append(line, "data: ".length(), line.length()).append('\n');
        } else if (line.isEmpty()) {
          received(event, data.toString());
          event = "";
        }
      }
    } catch (IOException e) {
      // closed, by either side
    }
  }

  private void received(String event, String data) {
    if (event.equals("view")) {
      lastView = data;
      views.incrementAndGet();
    } else if (event.equals("change")) {
      changes.incrementAndGet();
    }
  }
}
