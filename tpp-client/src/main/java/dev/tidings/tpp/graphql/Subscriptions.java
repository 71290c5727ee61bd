package dev.tidings.tpp.graphql;

import dev.tidings.tpp.graphql.PrepareQuery.Outcome.Ready;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.view.ViewChanges.Notice;
import dev.tidings.tpp.web.Feed;
import dev.tidings.tpp.web.StreamClient;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Tells every subscriber of each change, in the fields that it chose. Each has its own writer, so
 * that a slow one misses the oldest changes and holds nobody up; what a change makes new is read
 * once for all of them, and those that ask for the same are sent the same bytes. Source: GraphQL
 * over Server-Sent Events, distinct connections mode. Thread-safe.
 */
final class Subscriptions implements AutoCloseable {

  /** Silence after which a subscriber is sent a comment. */
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final RunQuery runQuery;
  private final Supplier<Moment> moments;
  private final int subscribersMax;
  private final Runnable stopListening;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Deque<Change> changes = new ArrayDeque<>();
  private Latest latest;
  private long changesArrived;
  private int subscribers;
  private boolean closed;

  /**
   * @param moments begins a new reading of the view
   */
  Subscriptions(
      RunQuery runQuery, Supplier<Moment> moments, ViewChanges notices, int subscribersMax) {
    this.runQuery = runQuery;
    this.moments = moments;
    this.subscribersMax = subscribersMax;
    this.latest = new Latest(moments.get(), new ConcurrentHashMap<>());
    this.stopListening = notices.listen(this::heard);
  }

  /** What is known since the latest change, and what of it subscribers were told. */
  private record Latest(Moment moment, Map<GraphQlRequest, byte[]> told) {}

  /**
   * Streams to a new subscriber until it goes or this closes; empty when there are too many.
   *
   * @return done when the stream has ended
   */
  Optional<CompletableFuture<Void>> connect(OutputStream out, Ready subscription) {
    lock.lock();
    try {
      if (closed || subscribers >= subscribersMax) {
        return Optional.empty();
      }
      subscribers++;
      Subscriber subscriber = new Subscriber(subscription, changesArrived);
      return Optional.of(new StreamClient(subscriber, out, client -> left()).start());
    } finally {
      lock.unlock();
    }
  }

  /** Ends every subscription. */
  @Override
  public void close() {
    stopListening.run();
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void left() {
    lock.lock();
    try {
      subscribers--;
    } finally {
      lock.unlock();
    }
  }

  private void heard(Notice notice) {
    if (!(notice instanceof Notice.Refreshed(Change change))) {
      return;
    }
    lock.lock();
    try {
      if (subscribers == 0) {
        return;
      }
      if (changes.size() == Limits.CHANGES_KEPT_MAX) {
        changes.removeFirst();
      }
      changes.addLast(change);
      changesArrived++;
      latest = new Latest(moments.get(), new ConcurrentHashMap<>());
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Subscriber implements Feed {

    private final Ready subscription;
    private long changesSeen;
    private boolean completed;

    Subscriber(Ready subscription, long changesSeen) {
      this.subscription = subscription;
      this.changesSeen = changesSeen;
    }

    @Override
    public Optional<List<byte[]>> await() throws InterruptedException {
      List<Change> unseen;
      Latest now;
      lock.lockInterruptibly();
      try {
        long nanos = HEARTBEAT.toNanos();
        while (!closed && changesSeen == changesArrived && nanos > 0) {
          nanos = arrived.awaitNanos(nanos);
        }
        if (closed) {
          return complete();
        }
        unseen = changes.stream().skip(changes.size() - unseen()).toList();
        changesSeen = changesArrived;
        now = latest;
      } finally {
        lock.unlock();
      }
      return Optional.of(tell(unseen, now));
    }

    private long unseen() {
      return Math.min(changes.size(), changesArrived - changesSeen);
    }

    private List<byte[]> tell(List<Change> unseen, Latest now) {
      return unseen.stream()
          .map(change ->
              change.equals(unseen.getLast())
                  ? now.told().computeIfAbsent(subscription.request(), key -> next(change, now))
                  : next(change, now))
          .toList();
    }

    private byte[] next(Change change, Latest now) {
      return StreamEvents.next(runQuery.tell(subscription, now.moment(), change));
    }

    private Optional<List<byte[]>> complete() {
      if (completed) {
        return Optional.empty();
      }
      completed = true;
      return Optional.of(List.of(StreamEvents.COMPLETE));
    }
  }
}
