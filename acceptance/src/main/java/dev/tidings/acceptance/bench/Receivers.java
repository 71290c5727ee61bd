package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Await;
import dev.tidings.http.ServerSettings;
import io.javalin.Javalin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The endpoints of all TPPs of the benchmark on one server, which counts and answers 202. */
final class Receivers implements AutoCloseable {

  private static final String SUFFIX = "/v4.0/event-notifications";

  private final Latencies latencies = new Latencies("occurred_at");
  private final AtomicLong received = new AtomicLong();
  private long expected;
  private final Javalin server;

  Receivers() {
    server =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, "127.0.0.1", 0);
                  config.routes.post(
                      "/{tpp}" + SUFFIX,
                      ctx -> {
                        record(ctx.body(), Instant.now());
                        ctx.status(202);
                      });
                })
            .start();
  }

  /** Where the TPP with this number is told. */
  String callback(int tpp) {
    return "http://127.0.0.1:" + server.port() + "/" + tpp + SUFFIX;
  }

  /** Waits until so many more have come. */
  void await(long count, Duration atMost) {
    expected += count;
    if (!Await.within(atMost, () -> received.get() >= expected)) {
      throw new IllegalStateException(received + " of " + expected + " events came");
    }
  }

  /** From the change to its arrival, since the last call. */
  List<Double> takeLatenciesMs() {
    return latencies.take();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void record(String set, Instant now) {
    String claims =
        new String(Base64.getUrlDecoder().decode(set.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    if (!latencies.note(claims, now)) {
      throw new IllegalStateException("no balance change: " + claims);
    }
    received.incrementAndGet();
  }
}
