package dev.tidings.tpp.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** A client of the live stream. */
final class EventStream implements AutoCloseable {

  final Response response;
  private final BufferedSource source;

  EventStream(WebServer server) {
    this.response = server.get("/api/stream", "Accept", "text/event-stream");
    this.source = response.body().source();
  }

  /** One event, or a comment with an empty name. */
  record Received(String name, String data) {}

  /** The next event or comment; null when the stream has ended. */
  @Nullable Received next() {
    try {
      String name = "";
      StringBuilder data = new StringBuilder();
      for (String line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
        if (line.isEmpty()) {
          return new Received(name, data.toString());
        }
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          data.append(data.isEmpty() ? "" : "\n").append(line.substring("data: ".length()));
        } else if (line.startsWith("retry: ")) {
          name = "retry";
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data of the next event of that name; other events are passed over. */
  String next(String name) {
    for (Received event = next(); event != null; event = next()) {
      if (event.name().equals(name)) {
        return event.data();
      }
    }
    throw new AssertionError("the stream ended before a " + name + " event");
  }

  @Override
  public void close() {
    response.close();
  }
}
