package dev.tidings.acceptance.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;

/**
 * Many clients of one stream of server-sent events, each on a connection of its own. Of each event
 * that tells when its change occurred, it is noted how long that was ago.
 */
final class OpenStreams implements AutoCloseable {

  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(20);
  private static final ByteString JSON = ByteString.encodeUtf8("data: {");

  private final OkHttpClient client =
      new OkHttpClient.Builder().readTimeout(Duration.ZERO).callTimeout(Duration.ZERO).build();
  private final List<Call> calls = new ArrayList<>();
  private final Latencies latencies = new Latencies("occurredAt");
  private final Semaphore arrived = new Semaphore(0);

  /** Opens so many and waits until all are open. */
  static OpenStreams open(Request request, int count) {
    OpenStreams streams = new OpenStreams();
    CountDownLatch opened = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Call call = streams.client.newCall(request);
      streams.calls.add(call);
      Thread.ofVirtual().name("page").start(() -> streams.read(call, opened));
    }
    await(opened);
    return streams;
  }

  /** Waits until the next change has arrived on every stream. */
  void awaitChange() {
    try {
      if (!arrived.tryAcquire(calls.size(), ARRIVES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "a change arrived on %d of %d streams within %s"
                .formatted(arrived.availablePermits(), calls.size(), ARRIVES_WITHIN));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** From each change to its arrival on each stream, since the last call. */
  List<Double> takeLatenciesMs() {
    return latencies.take();
  }

  @Override
  public void close() {
    calls.forEach(Call::cancel);
    client.connectionPool().evictAll();
  }

  private void read(Call call, CountDownLatch opened) {
    try (Response response = call.execute()) {
      if (response.code() != 200) {
        throw new IOException("a stream was answered with " + response.code());
      }
      opened.countDown();
      BufferedSource source = response.body().source();
      for (long end = source.indexOf((byte) '\n'); end >= 0; end = source.indexOf((byte) '\n')) {
        if (source.rangeEquals(0, JSON)) {
          if (latencies.note(source.readUtf8(end), Instant.now())) {
            arrived.release();
          }
        } else {
          source.skip(end);
        }
        source.skip(1);
      }
    } catch (IOException e) {
      if (!call.isCanceled()) {
        System.err.println("a stream ended: " + e.getMessage());
      }
    }
  }

  private static void await(CountDownLatch opened) {
    try {
      if (!opened.await(ARRIVES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(opened.getCount() + " streams did not open");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
