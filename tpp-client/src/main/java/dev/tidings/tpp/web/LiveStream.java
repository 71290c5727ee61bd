package dev.tidings.tpp.web;

import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.view.ViewChanges.Notice;
import java.io.OutputStream;
import java.time.Duration;
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
 * browser misses intermediate states, holds nobody up, and costs no memory. New figures are
 * rendered at once; what only says that they are on their way waits a moment for them. Thread-safe.
 */
final class LiveStream implements AutoCloseable {

  /** Changes kept for writers that are behind; older ones are forgotten. */
  static final int CHANGES_KEPT_MAX = 256;

  /** How long closing waits for a rendering under way. */
  static final Duration ENDING_MAX = Duration.ofSeconds(5);

  /** For clients that do not want the view itself. */
  private static final byte[] TOUCHED = ServerSentEvent.of("touched", "{}");

  /** Nothing has changed for {@link StreamPace#idleFrame}; once after changes. */
  private static final byte[] SETTLED = ServerSentEvent.of("settled", "{}");

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
  private boolean touched;
  private boolean unsettled;
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
      // The newest frame is as good as a new one, for somebody looked all the time since.
      boolean isFrameNew = !clients.isEmpty() && framesPublished > 0;
      Viewer viewer = new Viewer(withView, isFrameNew ? framesPublished - 1 : framesPublished);
      StreamClient client = new StreamClient(viewer, out, this::leave);
      clients.add(client);
      if (!isFrameNew) {
        renderWanted = true;
        wanted.signal();
      }
      return Optional.of(client.start());
    } finally {
      lock.unlock();
    }
  }

  private void leave(StreamClient client) {
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

  /**
   * Ends every stream. A rendering under way is waited for, not interrupted: that would close the
   * embedded database's file.
   */
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
    try {
      renderer.join(ENDING_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One client's place in what is published. */
  private final class Viewer implements Feed {

    private final boolean withView;
    private long framesSeen;
    private long changesSeen;

    Viewer(boolean withView, long framesSeen) {
      this.withView = withView;
      this.framesSeen = framesSeen;
      this.changesSeen = changesPublished;
    }

    @Override
    public Optional<List<byte[]>> await() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        long nanos = pace.heartbeat().toNanos();
        while (!closed && framesSeen == framesPublished && nanos > 0) {
          nanos = published.awaitNanos(nanos);
        }
        return closed ? Optional.empty() : Optional.of(unseen());
      } finally {
        lock.unlock();
      }
    }

    private List<byte[]> unseen() {
      List<byte[]> events = new ArrayList<>();
      if (framesSeen < framesPublished) {
        events.add(withView ? frame : TOUCHED);
      }
      long unseen = Math.min(changes.size(), changesPublished - changesSeen);
      changes.stream().skip(changes.size() - unseen).forEach(events::add);
      framesSeen = framesPublished;
      changesSeen = changesPublished;
      return events;
    }
  }

  private void heard(Notice notice) {
    lock.lock();
    try {
      if (clients.isEmpty()) {
        return;
      }
      switch (notice) {
        case Notice.Refreshed(Change change) -> {
          addBounded(arrived, change);
          renderWanted = true;
        }
        case Notice.Touched() -> touched = true;
      }
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }

  private void renderUntilClosed() {
    try {
      for (var work = awaitWork(); work.isPresent(); work = awaitWork()) {
        render(work.get());
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

  /**
   * What is to be rendered.
   *
   * @param settled whether it is the first quiet moment after changes
   */
  private record Work(List<Change> news, boolean settled) {}

  private Optional<Work> awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long idle = pace.idleFrame().toNanos();
      long settling = pace.settling().toNanos();
      while (!closed && !renderWanted && idle > 0 && settling > 0) {
        if (clients.isEmpty()) {
          wanted.await();
        } else if (touched) {
          settling = wanted.awaitNanos(settling);
        } else {
          idle = wanted.awaitNanos(idle);
        }
      }
      boolean quiet = !renderWanted && !touched;
      Work work = new Work(List.copyOf(arrived), quiet && unsettled);
      unsettled = !quiet && (unsettled || !arrived.isEmpty());
      renderWanted = false;
      touched = false;
      arrived.clear();
      return closed ? Optional.empty() : Optional.of(work);
    } finally {
      lock.unlock();
    }
  }

  private void render(Work work) {
    try {
      byte[] rendered = ServerSentEvent.of("view", view.get());
      List<byte[]> events = new ArrayList<>();
      for (Change change : work.news()) {
        events.add(ServerSentEvent.of("change", ApiJson.write(ChangeJson.from(change))));
      }
      if (work.settled()) {
        events.add(SETTLED);
      }
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
