package dev.tidings.tpp.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one writer of one client of the live stream, on its own virtual thread. */
final class StreamClient {

  /** How long a browser waits before it connects again, in milliseconds. */
  static final long RETRY_AFTER_MS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(StreamClient.class);

  private final LiveStream stream;
  private final OutputStream out;
  private final boolean withView;
  private final LiveStream.Position start;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Thread writer = Thread.ofVirtual().name("live-client").unstarted(this::run);

  StreamClient(LiveStream stream, OutputStream out, boolean withView, LiveStream.Position start) {
    this.stream = stream;
    this.out = out;
    this.withView = withView;
    this.start = start;
  }

  CompletableFuture<Void> start() {
    writer.start();
    return done;
  }

  void interrupt() {
    writer.interrupt();
  }

  private void run() {
    try {
      write(List.of(ServerSentEvent.retryAfter(RETRY_AFTER_MS)));
      Optional<LiveStream.News> news = stream.awaitNews(start, withView);
      while (news.isPresent()) {
        List<byte[]> events = news.get().events();
        write(events.isEmpty() ? List.of(ServerSentEvent.HEARTBEAT) : events);
        news = stream.awaitNews(news.get().position(), withView);
      }
    } catch (IOException | InterruptedException e) {
      LOG.debug("a client of the live stream is gone: {}", e.toString());
    } finally {
      stream.leave(this);
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
