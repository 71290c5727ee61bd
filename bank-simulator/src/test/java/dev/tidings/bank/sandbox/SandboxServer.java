package dev.tidings.bank.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.SettableClock;
import dev.tidings.bank.accountinfo.AccessRecord;
import dev.tidings.bank.broker.Broker;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.EventWitness;
import dev.tidings.bank.broker.LeaseClock;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.http.ApiErrors;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.oauth.Clients;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.bank.trace.Traces;
import dev.tidings.http.ServerSettings;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A seeded bank that serves its control API on a free port. */
final class SandboxServer implements AutoCloseable {

  /** What a server said. */
  record Answer(int status, String body, JsonNode json) {}

  private final OkHttpClient client = new OkHttpClient();
  private final Database database;
  private final SettableClock clock = new SettableClock("2026-03-02T10:00:00Z");
  private final EventWitness events;
  private final Broker broker;
  private final Javalin server;

  SandboxServer(Path folder, String host) {
    database = TestDatabase.h2(folder);
    new Seeding(database, clock, 5).run();
    EventLog eventLog = new EventLog(clock);
    events = EventWitness.of(eventLog);
    broker =
        new Broker(
            database,
            eventLog,
            new Leases(database, LeaseClock.of(clock), "node"),
            clock,
            new Random(1));
    SandboxMoneyApi api = new SandboxMoneyApi(database, new Ledger(eventLog, clock), clock);
    server =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, host, 0);
                  ApiErrors.register(config.routes);
                  LoopbackOnly.register(config.routes);
                  api.register(config.routes);
                  new SandboxAlertsApi(database).register(config.routes);
                  new SandboxProcessorsApi(broker.processors(), clock).register(config.routes);
                  new SandboxEventsApi(
                          new Traces(database, new Clients(clock), new AccessRecord(clock)))
                      .register(config.routes);
                })
            .start();
  }

  Database database() {
    return database;
  }

  /** What the event log was told. */
  List<BusinessEvent> events() {
    return events.committed(database);
  }

  SettableClock clock() {
    return clock;
  }

  /** Takes no step by itself. */
  Broker broker() {
    return broker;
  }

  int port() {
    return server.port();
  }

  Request.Builder request(String path) {
    return new Request.Builder().url("http://localhost:" + port() + path);
  }

  Answer get(String path) throws IOException {
    return send(request(path).build());
  }

  Answer post(String path, String body) throws IOException {
    return post(path, body, "application/json");
  }

  Answer post(String path, String body, @Nullable String contentType) throws IOException {
    MediaType type = contentType == null ? null : MediaType.get(contentType);
    return send(request(path).post(RequestBody.create(body.getBytes(UTF_8), type)).build());
  }

  Answer send(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      String body = response.body().string();
      return new Answer(response.code(), body, OpenBankingJson.readTree(body));
    }
  }

  @Override
  public void close() {
    server.stop();
    broker.close();
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
    database.close();
  }
}
