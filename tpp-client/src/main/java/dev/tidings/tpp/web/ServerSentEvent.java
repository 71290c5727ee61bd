package dev.tidings.tpp.web;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Server-sent events as bytes. Source: WHATWG HTML, server-sent events. */
public final class ServerSentEvent {

  /** A comment that keeps the connection open, and finds out that nobody is there any more. */
  public static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private ServerSentEvent() {}

  /** An event; any kind of line end inside the data stays inside the data. */
  public static byte[] of(String name, String data) {
    String lines = LINE_END.matcher(data).replaceAll("\ndata: ");
    return ("event: " + name + "\ndata: " + lines + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  /** How long a browser waits before it connects again. */
  static byte[] retryAfter(long milliseconds) {
    return ("retry: " + milliseconds + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
