package dev.tidings.tpp.view;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells whoever listens that the view changed. A listener must be quick and not throw: it hands
 * over to its own thread. Thread-safe.
 */
public final class ViewChanges {

  private final Map<Long, Consumer<Notice>> listeners = new ConcurrentHashMap<>();
  private final AtomicLong tickets = new AtomicLong();

  /** Calls the listener at every change until the returned handle is run. */
  public Runnable listen(Consumer<Notice> listener) {
    long ticket = tickets.incrementAndGet();
    listeners.put(ticket, listener);
    return () -> listeners.remove(ticket);
  }

  public void tell(Notice notice) {
    listeners.values().forEach(listener -> listener.accept(notice));
  }

  /** What there is to tell. */
  public sealed interface Notice {

    /** Figures are new because of events. */
    record Refreshed(Change change) implements Notice {}

    /** Something else of the view is new: a status, a connection, a counter. */
    record Touched() implements Notice {}
  }
}
