package dev.tidings.bank.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pending notifications of one subscription, as far as memory holds them: which may start now.
 * One at a time of each key, in the order of versions, and no more than the cap together; the next
 * may start when the endpoint has taken the one before, written down or not. A key whose head waits
 * for its time is held: it stops no other key and takes no place in the window. Decides only; sends
 * and reads nothing. Thread-safe.
 */
final class Lane {

  /** Notifications in memory that are under way, may start, or follow such a one in its key. */
  static final int WINDOW_MAX = 1_000;

  /** Those of one key among them; the table has the rest of the key. */
  static final int KEY_MAX = 100;

  /** Keys in memory that are held; more are looked for in the table when their time has come. */
  static final int HELD_MAX = 10_000;

  private final Map<String, KeyQueue> keys = new HashMap<>();
  private final Set<String> jtis = new HashSet<>();
  private final Turns turns = new Turns();

  /** Keys with nothing left in memory, but more in the table. */
  private final Set<String> drained = new LinkedHashSet<>();

  private final Unwritten unwritten = new Unwritten();
  private final LatestRead fromTable = new LatestRead();
  private final Set<String> doneWhileLoading = new HashSet<>();
  private final List<Queued> offeredWhileLoading = new ArrayList<>();

  /** Held keys that the last reading found and memory has no room for. */
  private final Set<String> passedOver = new HashSet<>();

  private int inFlight;
  private boolean stale = true;
  private boolean loading;
  private boolean closed;

  /**
   * Takes a new one in, or notes that it must be read from the table later. One that was read from
   * there before it is told of here is known, and perhaps done.
   */
  synchronized void offer(Queued queued, Instant now) {
    if (closed || stale) {
      return;
    }
    if (loading && offeredWhileLoading.size() < WINDOW_MAX) {
      offeredWhileLoading.add(queued);
    } else if (loading || window() >= WINDOW_MAX || !passedOver.isEmpty()) {
      stale = true;
    } else if (!fromTable.remove(queued.jti())) {
      add(queued, now);
    }
  }

  /** What memory wants of the table, if anything; to be ended by {@link #loaded}. */
  synchronized Optional<Wanted> beginLoading() {
    if (!wantsLoading()) {
      return Optional.empty();
    }
    loading = true;
    boolean all = wantsAll();
    if (all) {
      stale = false;
      passedOver.clear();
    }
    int room = Math.max(0, WINDOW_MAX - window());
    List<String> more = drained.stream().limit((room + KEY_MAX - 1) / KEY_MAX).toList();
    more.forEach(drained::remove);
    return Optional.of(new Wanted(more, all));
  }

  /**
   * Takes in the oldest of a key that had nothing left in memory.
   *
   * @param oldest one more than {@link #KEY_MAX} if the table has more
   */
  synchronized void takeInKey(String key, List<Queued> oldest, Instant now) {
    keys.remove(key);
    oldest.forEach(queued -> takeIn(queued, now));
  }

  /** Takes in what was read, oldest first; whether there is room for what comes after it. */
  synchronized boolean takeIn(List<Queued> oldest, Instant now) {
    for (Queued queued : oldest) {
      if (window() >= WINDOW_MAX || passedOver.size() >= HELD_MAX) {
        break;
      }
      takeIn(queued, now);
    }
    stale |= window() >= WINDOW_MAX;
    return window() < WINDOW_MAX && passedOver.size() < HELD_MAX;
  }

  private void takeIn(Queued queued, Instant now) {
    if (!doneWhileLoading.contains(queued.jti()) && add(queued, now)) {
      fromTable.add(queued.jti());
    }
  }

  /** Some of the keys of which nothing more can be taken in now: no need to read them. */
  synchronized List<String> leftOut() {
    return keys.values().stream()
        .filter(queue -> queue.cutOff)
        .limit(PendingTable.LEFT_OUT_MAX)
        .map(queue -> queue.key)
        .toList();
  }

  /** Ends what {@link #beginLoading} began. */
  synchronized void loaded(Wanted wanted, boolean succeeded, Instant now) {
    loading = false;
    if (!succeeded) {
      stale |= wanted.all();
      wanted.drained().forEach(this::drainedAgain);
    }
    List<Queued> offered = List.copyOf(offeredWhileLoading);
    offeredWhileLoading.clear();
    for (Queued queued : offered) {
      if (!doneWhileLoading.contains(queued.jti())) {
        offer(queued, now);
      }
    }
    doneWhileLoading.clear();
  }

  /**
   * Those that may start now; each must end with {@link #done} or {@link #retry}, after {@link
   * #accepted} if it was.
   *
   * @param inFlightMax together with those that were taken before
   */
  synchronized List<Queued> take(Instant now, int inFlightMax) {
    stale |= jtis.removeAll(unwritten.again(now));
    List<Queued> taken = new ArrayList<>();
    while (!closed && inFlight < inFlightMax && turns.hasNext(now)) {
      taken.add(turns.next().waiting.element());
      inFlight++;
    }
    return taken;
  }

  /** One, and only when all before it have ended: what is due, or else what will be first. */
  synchronized List<Queued> takeProbe(Instant now) {
    if (inFlight > 0 || !unwritten.isEmpty()) {
      return List.of();
    }
    if (!turns.hasNext(now)) {
      turns.releaseFirst();
    }
    return take(now, 1);
  }

  /** What waits for a further attempt waits no longer. */
  synchronized void releaseHeld() {
    turns.releaseAll();
    stale |= !passedOver.isEmpty();
  }

  /** The endpoint has taken it. What comes after it may start before that is written down. */
  synchronized void accepted(Queued queued, Instant now) {
    KeyQueue queue = endedOf(queued);
    queue.waiting.remove();
    unwritten.add(queued, queue);
    goOn(queue, now);
  }

  /** It needs no further attempt, and the table knows. */
  synchronized void done(Queued queued, Instant now) {
    jtis.remove(queued.jti());
    if (loading) {
      doneWhileLoading.add(queued.jti());
    }
    KeyQueue before = unwritten.remove(queued);
    if (before != null) {
      forgetIfEmpty(before);
    } else {
      KeyQueue queue = endedOf(queued);
      queue.waiting.remove();
      goOn(queue, now);
    }
  }

  /** It is to be tried again; what comes after it, unless it was accepted, stays in the table. */
  synchronized void retry(Queued queued, Instant dueAt, Instant now) {
    KeyQueue before = unwritten.remove(queued);
    if (before != null) {
      unwritten.failed(queued, dueAt);
      forgetIfEmpty(before);
      return;
    }
    KeyQueue queue = endedOf(queued);
    if (dueAt.isAfter(now) && turns.held() >= HELD_MAX) {
      queue.waiting.forEach(each -> jtis.remove(each.jti()));
      keys.remove(queue.key);
      passedOver.add(queue.key);
    } else {
      enqueue(queue, dueAt, now);
    }
  }

  /** The table may have what nobody told of, such as another node's. */
  synchronized void lookAgain() {
    stale = true;
  }

  /** Whether the table has what memory has not, and has room for. */
  synchronized boolean wantsLoading() {
    boolean wantsMore = !drained.isEmpty() && window() < WINDOW_MAX;
    return !closed && !loading && (wantsMore || wantsAll());
  }

  /** Nothing starts any more: it is not known to be ours, or as it was. What is under way ends. */
  synchronized void close() {
    closed = true;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private boolean wantsAll() {
    return stale && window() <= WINDOW_MAX / 2;
  }

  private int window() {
    return jtis.size() - turns.held();
  }

  private void drainedAgain(String key) {
    KeyQueue queue = keys.get(key);
    if (queue != null && queue.waiting.isEmpty()) {
      drained.add(key);
    }
  }

  /** False when it is known, or must stay in the table. */
  private boolean add(Queued queued, Instant now) {
    if (passedOver.contains(queued.key()) || jtis.contains(queued.jti())) {
      return false;
    }
    KeyQueue queue = keys.getOrDefault(queued.key(), new KeyQueue(queued.key()));
    queue.cutOff |= queue.isHeld || queue.waiting.size() >= KEY_MAX;
    if (queue.cutOff) {
      return false;
    }
    boolean isHead = queue.waiting.isEmpty();
    if (isHead && queued.dueAt().isAfter(now) && turns.held() >= HELD_MAX) {
      passedOver.add(queued.key());
      return false;
    }
    keys.put(queue.key, queue);
    queue.waiting.add(queued);
    jtis.add(queued.jti());
    if (isHead) {
      enqueue(queue, queued.dueAt(), now);
    }
    return true;
  }

  private void goOn(KeyQueue queue, Instant now) {
    if (queue.waiting.isEmpty()) {
      forgetIfEmpty(queue);
    } else {
      enqueue(queue, queue.waiting.element().dueAt(), now);
    }
  }

  /** Until all of a key are written down, the table cannot say what comes next. */
  private void forgetIfEmpty(KeyQueue queue) {
    if (!queue.waiting.isEmpty() || queue.unwritten > 0 || keys.get(queue.key) != queue) {
      return;
    }
    if (queue.cutOff) {
      drained.add(queue.key);
    } else {
      keys.remove(queue.key);
    }
  }

  private void enqueue(KeyQueue queue, Instant dueAt, Instant now) {
    turns.add(queue, dueAt, now).forEach(follower -> jtis.remove(follower.jti()));
  }

  private KeyQueue endedOf(Queued queued) {
    inFlight--;
    KeyQueue queue = keys.get(queued.key());
    if (queue == null || !queue.isHeadedBy(queued)) {
      throw new IllegalStateException(queued + " is not in flight");
    }
    return queue;
  }

  /**
   * What memory wants of the table.
   *
   * @param drained keys whose oldest are wanted
   * @param all whether the oldest of all keys are
   */
  record Wanted(List<String> drained, boolean all) {}
}
