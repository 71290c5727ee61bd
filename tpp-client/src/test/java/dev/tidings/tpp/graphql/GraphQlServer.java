package dev.tidings.tpp.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.http.ServerSettings;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.AggregatorConfig;
import dev.tidings.tpp.insight.Insights;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.narration.Narration;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ConnectionViews;
import dev.tidings.tpp.view.EventChannels;
import dev.tidings.tpp.view.NetWorthHistory;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.TestView;
import dev.tidings.tpp.view.Transactions;
import dev.tidings.tpp.view.UnifiedView;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.view.Views;
import dev.tidings.tpp.web.HostGuard;
import dev.tidings.tpp.web.Readings;
import dev.tidings.tpp.web.WebApi;
import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** {@code /graphql} on a real server on a free port, over a view that is stored. */
final class GraphQlServer implements AutoCloseable {

  static final String JSON = "application/json";
  static final String RESPONSE = "application/graphql-response+json";
  static final String STREAM = "text/event-stream";

  final TestView stored = new TestView();
  final AtomicInteger viewReads = new AtomicInteger();
  final AtomicInteger insightReads = new AtomicInteger();
  final ViewChanges notices = new ViewChanges();

  /** Readings of the view wait for this. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  private final HttpClient http = HttpClient.newHttpClient();
  private final WebApi web;
  private final GraphQlRoutes graphQl;
  private final Javalin server;

  GraphQlServer() {
    this(Limits.RUNS_FOR_MAX, Limits.SUBSCRIPTIONS_MAX);
  }

  GraphQlServer(Duration runsForMax, int subscribersMax) {
    fill();
    InstantSource clock = () -> TestView.NOW;
    Views views = new Views(stored.database, clock);
    Meter meter = new Meter(stored.database, clock);
    Transactions transactions = new Transactions(stored.database);
    Readings readings =
        new Readings(
            () -> read(views),
            limit -> List.of(change(1)),
            meter::read,
            transactions,
            new NetWorthHistory(stored.database, Rates.FIXED, clock)::read,
            () -> {
              insightReads.incrementAndGet();
              return Insights.read(transactions, Rates.FIXED, clock);
            },
            new ConnectionViews(stored.database, views, new EventChannels(stored.database, notices))
                ::read,
            meter::history);
    AggregatorConfig config =
        new AggregatorConfig(
            "Tidings",
            "127.0.0.1",
            0,
            URI.create("https://money.example"),
            List.of(),
            Path.of("unused"),
            false,
            clock,
            null);
    web = new WebApi(readings, notices, new Narration(false, notices), config);
    graphQl =
        new GraphQlRoutes(
            readings,
            notices,
            web.pages(),
            new HostGuard(config.publicUrl()),
            ctx -> !"cross-site".equals(ctx.header("Sec-Fetch-Site")),
            runsForMax,
            subscribersMax);
    server =
        Javalin.create(
                settings -> {
                  ServerSettings.apply(settings, config.host(), config.port());
                  web.register(settings.routes);
                  graphQl.register(settings.routes);
                })
            .start();
  }

  private void fill() {
    stored.accounts("A1:GBP", "A2:EUR").balance("A1", "100.00", "GBP").balance("A2", "9.00", "EUR");
    stored.told(
        "A1",
        IntStream.range(0, 60)
            .mapToObj(i ->
                TestView.transaction(
                    "A1",
                    "T" + i,
                    TestView.NOW.minus(Duration.ofDays(7L * i)),
                    i % 4 == 0 ? "Acme Insurance" : "Shop " + i,
                    "-1.00",
                    Map.of()))
            .toArray(OBTransaction[]::new));
  }

  static Change change(int sequence) {
    return new Change(
        sequence,
        "Alder Bank",
        "A1",
        "Account A1",
        "event-" + sequence,
        1,
        TestView.NOW,
        TestView.NOW.plusMillis(12),
        TestView.NOW.plusMillis(38),
        2,
        new Money(100_00, "GBP"),
        new Money(100_00 + sequence, "GBP"),
        "Coffee");
  }

  /** The answer to a query that must be taken. */
  JsonNode data(String query) {
    HttpResponse<String> answer = post(query, Map.of(), RESPONSE);
    JsonNode json = json(answer.body());
    if (answer.statusCode() != 200 || json.has("errors")) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return json.path("data");
  }

  HttpResponse<String> post(String query, Map<String, ?> variables, String accept) {
    Map<String, Object> body = new HashMap<>();
    body.put("query", query);
    body.put("variables", variables);
    return send(OpenBankingJson.write(body), "Accept", accept, "Content-Type", JSON);
  }

  /** Sends a body as it is; headers as name, value, name, value. */
  HttpResponse<String> send(String body, String... headers) {
    return exchange(
        HttpRequest.newBuilder(uri("/graphql"))
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return exchange((headers.length == 0 ? request : request.headers(headers)).build());
  }

  HttpResponse<String> getQuery(String query, String... headers) {
    return get("/graphql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8), headers);
  }

  /** A subscription that is open. */
  Stream subscribe(String query) {
    try {
      HttpResponse<InputStream> response =
          http.send(
              HttpRequest.newBuilder(uri("/graphql"))
                  .headers("Accept", STREAM, "Content-Type", JSON)
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          OpenBankingJson.write(Map.of("query", query))))
                  .build(),
              BodyHandlers.ofInputStream());
      return new Stream(response);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends the subscriptions only. */
  void closeGraphQl() {
    graphQl.close();
  }

  static JsonNode json(String text) {
    try {
      return OpenBankingJson.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  @Override
  public void close() {
    gate.countDown();
    graphQl.close();
    web.close();
    server.stop();
    http.close();
    stored.close();
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private UnifiedView read(Views views) {
    viewReads.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return views.read();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  /** The events of a subscription, in order. */
  static final class Stream implements AutoCloseable {

    final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      this.lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event as its name, a space, and its data. */
    String next() {
      try {
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("event: ")) {
            name = line.substring("event: ".length());
          } else if (line.startsWith("data: ")) {
            return (name + ' ' + line.substring("data: ".length())).strip();
          }
        }
        return "";
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      try {
        response.body().close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
