package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Await;
import dev.tidings.http.ServerSettings;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The endpoints of all TPPs of the benchmark on one server, which counts and answers 202. */
final class Receivers implements AutoCloseable {

  private static final String SUFFIX = "/v4.0/event-notifications";
  private static final Pattern JTI = Pattern.compile("\"jti\":\"([^\"]+)\"");
  private static final Pattern TXN = Pattern.compile("\"txn\":\"([^\"]+)\"");
  private static final Pattern OCCURRED_AT = Pattern.compile("\"occurred_at\":\"([^\"]+)\"");

  private final Set<UUID> received = ConcurrentHashMap.newKeySet();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong repeats = new AtomicLong();
  private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
  private long expected;
  private final Javalin server;

  /**
   * An event that was answered.
   *
   * @param txn what the request that caused it was called
   * @param atNs when the answer was written, by this machine's clock
   * @param at the same by its calendar
   */
  record Arrival(UUID txn, long atNs, Instant at) {}

  Receivers() {
    server =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, "127.0.0.1", 0);
                  config.routes.post("/{tpp}" + SUFFIX, this::receive);
                })
            .start();
  }

  /** Where the TPP with this number is told. */
  String callback(int tpp) {
    return "http://127.0.0.1:" + server.port() + "/" + tpp + SUFFIX;
  }

  /** Waits until so many more have come, each counted once. */
  void await(long more, Duration atMost) {
    expected += more;
    boolean ended = Await.within(atMost, () -> count.get() >= expected || problem.get() != null);
    if (!ended || problem.get() != null) {
      throw new IllegalStateException(
          "%d of %d events came; %s".formatted(count.get(), expected, problem.get()));
    }
  }

  /** Events that had come before. */
  long repeats() {
    return repeats.get();
  }

  /** Those since the last call. */
  List<Arrival> takeArrivals() {
    List<Arrival> taken = new ArrayList<>();
    for (Arrival next = arrivals.poll(); next != null; next = arrivals.poll()) {
      taken.add(next);
    }
    return taken;
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Answers first, then looks at what it was. */
  private void receive(Context ctx) throws IOException {
    String set = ctx.body();
    ctx.status(202);
    ctx.res().setContentLength(0);
    ctx.res().flushBuffer();
    long atNs = System.nanoTime();
    Instant at = Instant.now();
    String claims =
        new String(Base64.getUrlDecoder().decode(set.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    UUID jti = UUID.fromString(find(JTI, claims));
    UUID txn = UUID.fromString(find(TXN, claims));
    find(OCCURRED_AT, claims); // of balance changes only
    if (received.add(jti)) {
      arrivals.add(new Arrival(txn, atNs, at));
      count.incrementAndGet();
    } else {
      repeats.incrementAndGet();
    }
  }

  private String find(Pattern member, String claims) {
    Matcher found = member.matcher(claims);
    if (!found.find()) {
      problem.set("one was no balance change: " + claims);
      throw new IllegalStateException(problem.get());
    }
    return found.group(1);
  }
}
