package dev.tidings.bank;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An answer to bytes on a socket: no client library stands between, so that anything can be sent.
 *
 * @param status 0 when the server closed without a word
 * @param headers lines, as they came
 */
record RawExchange(int status, List<String> headers, String body) {

  /** An answer takes far less; a server that hangs shall not hang the test. */
  private static final int ANSWER_WITHIN_MS = 30_000;

  static RawExchange send(int port, byte[] request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(ANSWER_WITHIN_MS);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
      } catch (SocketException e) {
        // the server has answered and closed before it read everything
      }
      return parse(readAll(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of the header, or empty. */
  String header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static byte[] readAll(InputStream stream) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    try {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        all.write(buffer, 0, read);
      }
    } catch (SocketTimeoutException e) {
      all.writeBytes("(and then nothing more, and no end)".getBytes(UTF_8));
    } catch (SocketException e) {
      // reset after the answer: what came is what counts
    }
    return all.toByteArray();
  }

  private static RawExchange parse(byte[] answer) {
    String text = new String(answer, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.") || end < 0) {
      return new RawExchange(0, List.of(), text);
    }
    List<String> head = new ArrayList<>(List.of(text.substring(0, end).split("\r\n", -1)));
    int status = Integer.parseInt(head.removeFirst().substring(9, 12));
    byte[] body = text.substring(end + 4).getBytes(ISO_8859_1);
    return new RawExchange(status, head, new String(body, UTF_8));
  }
}
