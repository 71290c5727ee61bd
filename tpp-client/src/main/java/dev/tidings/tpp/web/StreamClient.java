package dev.tidings.tpp.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of one client of a stream, on its own virtual thread. A client that does not read
 * holds up nobody but this writer, until the server gives its connection up.
 */
public final class StreamClient {

  /** How long a browser waits before it connects again, in milliseconds. */
  static final long RETRY_AFTER_MS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(StreamClient.class);

  private final Feed feed;
  private final OutputStream out;
  private final Consumer<StreamClient> onEnd;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Thread writer = Thread.ofVirtual().name("live-client").unstarted(this::run);

  /**
   * @param onEnd told once nothing more is written
   */
  public StreamClient(Feed feed, OutputStream out, Consumer<StreamClient> onEnd) {
    this.feed = feed;
    this.out = out;
    this.onEnd = onEnd;
  }

  /** Starts to write; done when the stream has ended. */
  public CompletableFuture<Void> start() {
    writer.start();
    return done;
  }

  /** Ends the waiting for more. */
  public void interrupt() {
    writer.interrupt();
  }

  private void run() {
    try {
      write(List.of(ServerSentEvent.retryAfter(RETRY_AFTER_MS)));
      for (var events = feed.await(); events.isPresent(); events = feed.await()) {
        write(events.get().isEmpty() ? List.of(ServerSentEvent.HEARTBEAT) : events.get());
      }
    } catch (IOException | InterruptedException e) {
      LOG.debug("a client of a stream is gone: {}", e.toString());
    } finally {
      onEnd.accept(this);
      done.complete(null);
    }
  }

  private void write(List<byte[]> events) throws IOException {
    for (byte[] event : events) {
      out.write(event);
    }
    out.flush();
  }
}
