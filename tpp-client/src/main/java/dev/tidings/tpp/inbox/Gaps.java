package dev.tidings.tpp.inbox;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Tells one listener which bank's events have a gap. Thread-safe. */
public final class Gaps {

  private final AtomicReference<Consumer<String>> listener = new AtomicReference<>(bankId -> {});

  /** The listener must be quick and not throw. */
  public void listen(Consumer<String> quick) {
    listener.set(quick);
  }

  void noticed(String bankId) {
    listener.get().accept(bankId);
  }
}
