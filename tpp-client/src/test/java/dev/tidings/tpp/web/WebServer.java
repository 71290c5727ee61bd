package dev.tidings.tpp.web;

import dev.tidings.http.ServerSettings;
import dev.tidings.tpp.AggregatorConfig;
import dev.tidings.tpp.insight.Insights;
import dev.tidings.tpp.meter.MeterReading;
import dev.tidings.tpp.narration.Narration;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ConnectionView;
import dev.tidings.tpp.view.NetWorthHistory;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.TestView;
import dev.tidings.tpp.view.Transactions;
import dev.tidings.tpp.view.UnifiedView;
import dev.tidings.tpp.view.ViewChanges;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The web feature on a real server on a free port, with a view that a test sets. */
final class WebServer implements AutoCloseable {

  /** Long enough that neither heartbeat nor idle frame comes by itself in a test. */
  static final StreamPace EVENTS_ONLY =
      new StreamPace(
          8, Duration.ofHours(1), Duration.ofHours(1), Duration.ofMillis(1), Duration.ofMillis(1));

  final AtomicReference<UnifiedView> view = new AtomicReference<>(SampleViews.connected());
  final AtomicReference<List<Change>> changes = new AtomicReference<>(List.of());
  final AtomicReference<MeterReading> meter = new AtomicReference<>(SampleViews.METER);
  final AtomicInteger viewReads = new AtomicInteger();
  final ViewChanges notices = new ViewChanges();
  final OkHttpClient client =
      new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(20)).build();

  /** What pages and answers about transactions read. */
  final TestView stored = new TestView();

  final AtomicReference<List<ConnectionView>> connections =
      new AtomicReference<>(SampleViews.connections());

  private final Transactions transactions = new Transactions(stored.database);
  private final AtomicBoolean failNextRead = new AtomicBoolean();
  private final CountDownLatch readFailed = new CountDownLatch(1);
  private final WebApi web;
  private final Javalin server;

  WebServer(StreamPace pace) {
    this(pace, 0);
  }

  WebServer(StreamPace pace, int port) {
    AggregatorConfig config =
        new AggregatorConfig(
            "Tidings",
            "127.0.0.1",
            port,
            URI.create("https://money.example"),
            List.of(URI.create("http://localhost:8081")),
            Path.of("unused"),
            false,
            () -> SampleViews.NOW,
            null);
    this.web =
        new WebApi(
            new Readings(
                this::readView,
                this::newest,
                meter::get,
                transactions,
                new NetWorthHistory(stored.database, Rates.FIXED, () -> SampleViews.NOW)::read,
                () -> Insights.read(transactions, Rates.FIXED, () -> SampleViews.NOW),
                connections::get,
                SampleViews::callHistory),
            notices,
            new Narration(false, notices),
            config,
            pace);
    this.server =
        Javalin.create(
                settings -> {
                  ServerSettings.apply(settings, config.host(), config.port());
                  web.register(settings.routes);
                })
            .start();
  }

  Response get(String path, String... headers) {
    try {
      return client.newCall(request(path, headers)).execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String path, String... headers) {
    try (Response response = get(path, headers)) {
      return response.body().string();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Request request(String path, String... headers) {
    Request.Builder request = new Request.Builder().url("http://127.0.0.1:" + port() + path);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  void failNextRead() {
    failNextRead.set(true);
  }

  void awaitFailedRead() {
    try {
      readFailed.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int port() {
    return server.port();
  }

  /** Ends the streams only. */
  void closeWeb() {
    web.close();
  }

  @Override
  public void close() {
    web.close();
    server.stop();
    stored.close();
    client.dispatcher().executorService().shutdown();
  }

  private UnifiedView readView() {
    viewReads.incrementAndGet();
    if (failNextRead.compareAndSet(true, false)) {
      readFailed.countDown();
      throw new IllegalStateException("the view cannot be read, as the test wants");
    }
    return view.get();
  }

  private List<Change> newest(int limit) {
    return changes.get().stream().limit(limit).toList();
  }
}
