package dev.tidings.tpp.web;

import dev.tidings.tpp.view.ViewChanges;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Parts of pages that every open page asks for after a change: each is rendered once, and the same
 * bytes are sent to all until something changes again. Thread-safe.
 */
final class SharedParts implements AutoCloseable {

  /** Different parts kept at one time; more are rendered for each who asks. */
  static final int PARTS_KEPT_MAX = 64;

  /** The longest that a part is kept, for the words that change with time alone. */
  static final Duration KEPT_FOR = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Runnable stopListening;
  private volatile Generation generation;

  SharedParts(ViewChanges notices, InstantSource clock) {
    this.clock = clock;
    this.generation = new Generation(clock.instant());
    this.stopListening = notices.listen(notice -> generation = new Generation(clock.instant()));
  }

  /** What was rendered between two changes. */
  private record Generation(Instant since, Map<String, CompletableFuture<byte[]>> parts) {

    Generation(Instant since) {
      this(since, new ConcurrentHashMap<>());
    }
  }

  /**
   * The part of this name as HTML in UTF-8, rendered if nobody has asked for it since the last
   * change.
   *
   * @param name tells it from all others
   */
  byte[] get(String name, Supplier<String> render) {
    Map<String, CompletableFuture<byte[]>> parts = current().parts();
    CompletableFuture<byte[]> mine = new CompletableFuture<>();
    CompletableFuture<byte[]> others = parts.putIfAbsent(name, mine);
    if (others != null) {
      return await(others);
    }
    try {
      mine.complete(render.get().getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
    }
    if (mine.isCompletedExceptionally() || parts.size() > PARTS_KEPT_MAX) {
      parts.remove(name);
    }
    return await(mine);
  }

  @Override
  public void close() {
    stopListening.run();
  }

  private Generation current() {
    Generation current = generation;
    Instant now = clock.instant();
    if (now.isBefore(current.since().plus(KEPT_FOR))) {
      return current;
    }
    Generation fresh = new Generation(now);
    generation = fresh;
    return fresh;
  }

  private static byte[] await(CompletableFuture<byte[]> part) {
    try {
      return part.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
