package dev.tidings.bank.oauth;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.EventWitness;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.consent.ConsentUses;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.console.Console;
import dev.tidings.bank.console.CustomerDesk;
import dev.tidings.bank.http.ApiErrors;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.sandbox.SandboxAccessApi;
import dev.tidings.bank.sandbox.SandboxTokens;
import dev.tidings.bank.sandbox.SandboxTrustApi;
import dev.tidings.http.Listener;
import dev.tidings.http.ServerSettings;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.jose.SigningKeys;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** A bank that can authorise and issue tokens, on a free port, with one guarded resource. */
public final class TestBank implements AutoCloseable {

  private static final SigningKeys KEYS = keys();

  public final SettableClock clock = new SettableClock();
  public final String issuer;

  private final EventLog eventLog = new EventLog(clock);
  private final EventWitness witness = EventWitness.of(eventLog);
  private final Consents consents = new Consents(eventLog, clock);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Database database;
  private final ConsentUses uses;
  private final Javalin server;

  public TestBank(Database database) {
    this.database = database;
    this.uses = new ConsentUses(database, clock);
    TestLedger.write(database);
    Customers customers = new Customers();
    Accounts accounts = new Accounts();
    Listener listener = listener();
    this.issuer = "http://localhost:" + listener.port();
    Clients clients = new Clients(clock);
    AccessTokens accessTokens =
        new AccessTokens(
            database,
            new SenderConstraints(List.of(issuer), Secrets.random(), clock),
            false,
            clock);
    SoftwareStatements statements =
        new SoftwareStatements(issuer + "/sandbox/directory", KEYS, clock);
    ConsentGuard guard = new ConsentGuard(database, consents, clock);
    Authorization authorization =
        new Authorization(issuer, database, clients, consents, accounts, clock);
    CustomerDesk desk = new CustomerDesk(database, customers, accounts, consents, clients, uses);
    server =
        Javalin.create(config -> {
          ServerSettings.apply(config, listener);
          ApiErrors.register(config.routes);
          new AuthorizationServer(
                  new AuthorizationServer.Identity(issuer, "Test Bank", null),
                  database,
                  clients,
                  consents,
                  accessTokens,
                  KEYS,
                  new ClientKeys(database, clients, new RemoteKeys(new OkHttpClient(), clock)),
                  statements,
                  (_, _) -> {},
                  clock)
              .register(config.routes);
          new Console("Alder Bank", issuer, desk, authorization, clock).register(config.routes);
          new SandboxTrustApi(KEYS, statements).register(config.routes);
          new SandboxAccessApi(
                  issuer,
                  database,
                  customers,
                  accounts,
                  consents,
                  authorization,
                  new SandboxTokens(database, clients, consents, accessTokens, clock))
              .register(config.routes);
          config.routes.get(
              "/guarded",
              ctx -> {
                AccessToken token = accessTokens.require(ctx);
                Consent consent =
                    guard.require(String.valueOf(token.consentId()), token.clientId());
                ConsentGuard.requireAny(consent, Permission.ReadBalances);
                ctx.result(String.join(",", consent.accountIds()));
              });
        });
    server.start();
  }

  /** A consent that waits for a customer. */
  public String consentFor(String clientId) {
    return database
        .inTransaction(unit ->
            consents.create(
                unit,
                new NewConsent(
                    clientId,
                    Set.of(Permission.ReadAccountsDetail, Permission.ReadBalances),
                    null,
                    null,
                    null)))
        .consentId();
  }

  public Consent consent(String consentId) {
    return database.read(handle -> consents.find(handle, consentId)).orElseThrow();
  }

  public void revoke(String consentId) {
    database.useTransaction(unit -> consents.revoke(unit, consentId, "test"));
  }

  /** What the bank does when a TPP has read with the consent. */
  public void read(String consentId) {
    uses.read(consentId);
  }

  /** What the event log was told. */
  public List<BusinessEvent> events() {
    return witness.committed(database);
  }

  public HttpResponse<String> get(String pathOrUrl, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address(pathOrUrl));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public HttpResponse<String> postForm(
      String path, Map<String, String> parameters, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(parameters)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public HttpResponse<String> postJson(String path, String json) {
    return send(
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /**
   * @param body null for none
   */
  public HttpResponse<String> send(
      String method, String path, @Nullable String body, String... headers) {
    return send(
        HttpRequest.newBuilder(address(path))
            .headers(headers)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  public static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry ->
            entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public void close() {
    server.stop();
    http.shutdownNow();
    database.close();
  }

  private URI address(String pathOrUrl) {
    return URI.create(pathOrUrl.startsWith("/") ? issuer + pathOrUrl : pathOrUrl);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SigningKeys keys() {
    try {
      return SigningKeys.loadOrCreate(
          Files.createTempDirectory("keys").resolve("keys.json"), InstantSource.system());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Listener listener() {
    try {
      return Listener.open("localhost", 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
