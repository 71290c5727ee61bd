package dev.tidings.tpp.web;

import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.view.ViewChanges.Notice;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live view for everybody who looks: one thread renders it, once per change for all clients;
 * each client has its own writer, which takes what is newest when it is ready for more. So a slow
 * browser misses intermediate states, holds nobody up, and costs no memory. Thread-safe.
 */
final class LiveStream implements AutoCloseable {

  /** Changes kept for writers that are behind; older ones are forgotten. */
  static final int CHANGES_KEPT_MAX = 256;

  /** For clients that do not want the view itself. */
  private static final byte[] TOUCHED = ServerSentEvent.of("touched", "{}");

  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

  private final Supplier<String> view;
  private final StreamPace pace;
  private final Runnable stopListening;
  private final Thread renderer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private final Condition published = lock.newCondition();
  private final Condition ended = lock.newCondition();
  private final List<StreamClient> clients = new ArrayList<>();
  private final Deque<Change> arrived = new ArrayDeque<>();
  private final Deque<byte[]> changes = new ArrayDeque<>();
  private byte[] frame = new byte[0];
  private long framesPublished;
  private long changesPublished;
  private boolean renderWanted;
  private boolean closed;

  /**
   * @param view renders the view as it is now
   */
  LiveStream(Supplier<String> view, ViewChanges notices, StreamPace pace) {
    this.view = view;
    this.pace = pace;
    this.stopListening = notices.listen(this::heard);
    this.renderer = Thread.ofVirtual().name("live-view").start(this::renderUntilClosed);
  }

  /** How far a client has read. */
  record Position(long frames, long changes) {}

  /**
   * What a client has not been sent.
   *
   * @param events none when only the time for a heartbeat has come
   */
  record News(List<byte[]> events, Position position) {}

  /**
   * Streams to a new client until it goes or this closes; empty when there are too many.
   *
   * @param withView whether it wants the whole view, or only to know that something changed
   * @return done when the stream has ended
   */
  Optional<CompletableFuture<Void>> connect(OutputStream out, boolean withView) {
    lock.lock();
    try {
      if (closed || clients.size() >= pace.clientsMax()) {
        return Optional.empty();
      }
      StreamClient client =
          new StreamClient(this, out, withView, new Position(framesPublished, changesPublished));
      clients.add(client);
      renderWanted = true;
      wanted.signal();
      return Optional.of(client.start());
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something newer than the position, or for a heartbeat; empty once closed. */
  Optional<News> awaitNews(Position seen, boolean withView) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = pace.heartbeat().toNanos();
      while (!closed && seen.frames() == framesPublished && nanos > 0) {
        nanos = published.awaitNanos(nanos);
      }
      return closed ? Optional.empty() : Optional.of(newsSince(seen, withView));
    } finally {
      lock.unlock();
    }
  }

  void leave(StreamClient client) {
    lock.lock();
    try {
      clients.remove(client);
    } finally {
      lock.unlock();
    }
  }

  int clients() {
    lock.lock();
    try {
      return clients.size();
    } finally {
      lock.unlock();
    }
  }

  /** Ends every stream. */
  @Override
  public void close() {
    stopListening.run();
    lock.lock();
    try {
      closed = true;
      wanted.signalAll();
      published.signalAll();
      ended.signalAll();
      clients.forEach(StreamClient::interrupt);
    } finally {
      lock.unlock();
    }
    renderer.interrupt();
  }

  private News newsSince(Position seen, boolean withView) {
    List<byte[]> events = new ArrayList<>();
    if (seen.frames() < framesPublished) {
      events.add(withView ? frame : TOUCHED);
    }
    long unseen = Math.min(changes.size(), changesPublished - seen.changes());
    changes.stream().skip(changes.size() - unseen).forEach(events::add);
    return new News(events, new Position(framesPublished, changesPublished));
  }

  private void heard(Notice notice) {
    lock.lock();
    try {
      if (clients.isEmpty()) {
        return;
      }
      if (notice instanceof Notice.Refreshed(Change change)) {
        addBounded(arrived, change);
      }
      renderWanted = true;
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }

  private void renderUntilClosed() {
    try {
      for (var news = awaitWork(); news.isPresent(); news = awaitWork()) {
        render(news.get());
        awaitGap();
      }
    } catch (InterruptedException e) {
      LOG.debug("the live view ends");
    }
  }

  /** Between two frames; over at once when this closes. */
  private void awaitGap() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = pace.frameGap().toNanos();
      while (!closed && nanos > 0) {
        nanos = ended.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<List<Change>> awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = pace.idleFrame().toNanos();
      while (!closed && !renderWanted && nanos > 0) {
        if (clients.isEmpty()) {
          wanted.await();
        } else {
          nanos = wanted.awaitNanos(nanos);
        }
      }
      renderWanted = false;
      List<Change> news = List.copyOf(arrived);
      arrived.clear();
      return closed ? Optional.empty() : Optional.of(news);
    } finally {
      lock.unlock();
    }
  }

  private void render(List<Change> news) {
    try {
      byte[] rendered = ServerSentEvent.of("view", view.get());
      List<byte[]> events =
          news.stream()
              .map(change -> ServerSentEvent.of("change", ApiJson.write(ChangeJson.from(change))))
              .toList();
      publish(rendered, events);
    } catch (RuntimeException e) {
      LOG.warn("the view could not be rendered; tried again with the next notice", e);
    }
  }

  private void publish(byte[] rendered, List<byte[]> events) {
    lock.lock();
    try {
      frame = rendered;
      framesPublished++;
      events.forEach(event -> addBounded(changes, event));
      changesPublished += events.size();
      published.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static <T> void addBounded(Deque<T> queue, T element) {
    if (queue.size() == CHANGES_KEPT_MAX) {
      queue.removeFirst();
    }
    queue.addLast(element);
  }
}
