package dev.tidings.tpp;

import dev.tidings.http.ServerSettings;
import dev.tidings.tpp.bank.OurAddresses;
import dev.tidings.tpp.connect.SameOrigin;
import dev.tidings.tpp.graphql.GraphQlRoutes;
import dev.tidings.tpp.narration.Narration;
import dev.tidings.tpp.narration.NarrationApi;
import dev.tidings.tpp.web.HostGuard;
import dev.tidings.tpp.web.WebApi;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The aggregator: everything between its configuration and its port. Not thread-safe. */
public final class Aggregator {

  private final AggregatorConfig config;
  private @Nullable Parts parts;
  private @Nullable WebApi web;
  private @Nullable GraphQlRoutes graphQl;
  private @Nullable Javalin server;

  private Aggregator(AggregatorConfig config) {
    this.config = config;
  }

  /** An aggregator that is not started. */
  public static Aggregator create(AggregatorConfig config) {
    return new Aggregator(config);
  }

  /**
   * Listens, goes on with what was left, and registers with the banks in the background.
   *
   * @throws IOException when the data folder cannot be used
   * @throws RuntimeException when the address is taken or the database cannot be opened
   */
  public void start() throws IOException {
    Files.createDirectories(config.data());
    OurAddresses addresses = new OurAddresses(this::publicUrl);
    Parts made = Parts.create(config, addresses);
    parts = made;
    Narration narration = new Narration(config.narrated(), made.changes());
    WebApi pages = new WebApi(made.readings(), made.changes(), narration, config);
    web = pages;
    GraphQlRoutes queries =
        new GraphQlRoutes(
            made.readings(),
            made.changes(),
            pages.pages(),
            new HostGuard(config.publicUrl()),
            new SameOrigin(addresses)::allows);
    graphQl = queries;
    try {
      server =
          Javalin.create(javalin -> {
            ServerSettings.apply(javalin, config.host(), config.port());
            made.inbox().register(javalin.routes);
            made.connect().register(javalin.routes);
            made.connectionActs().register(javalin.routes);
            new NarrationApi(narration, new SameOrigin(addresses)).register(javalin.routes);
            pages.register(javalin.routes);
            queries.register(javalin.routes);
          });
      server.start();
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
    made.begin(config, publicUrl());
  }

  /** Takes no more requests, lets running refreshes end, and closes the database. */
  public void stop() {
    if (graphQl != null) {
      graphQl.close();
      graphQl = null;
    }
    if (web != null) {
      web.close();
      web = null;
    }
    if (server != null) {
      server.stop();
      server = null;
    }
    if (parts != null) {
      parts.close();
      parts = null;
    }
  }

  /** The port that is listened on. */
  public int port() {
    return Objects.requireNonNull(server, "not started").port();
  }

  /** What it serves, as method and path template, such as {@code GET /api/view}. */
  Set<String> routes() {
    return Objects.requireNonNull(server, "not started")
        .unsafe
        .internalRouter
        .allHttpHandlers()
        .stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method + " " + endpoint.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The parts of a started aggregator. */
  Parts parts() {
    return Objects.requireNonNull(parts, "not started");
  }

  /** Our public address without a slash at its end; port 0 in it stands for the one we got. */
  String publicUrl() {
    URI url = config.publicUrl();
    String text = url.toString().replaceFirst("/+$", "");
    return url.getPort() == 0 ? text.replaceFirst(":0(?=/|$)", ":" + port()) : text;
  }
}
