package dev.tidings.bank;

import dev.tidings.bank.accountinfo.AccessRecord;
import dev.tidings.bank.accountinfo.AccountInformationApi;
import dev.tidings.bank.accountinfo.CountReads;
import dev.tidings.bank.accountinfo.DisclosedBalances;
import dev.tidings.bank.accountinfo.SlowAnswers;
import dev.tidings.bank.alerts.Alerts;
import dev.tidings.bank.apidocs.ApiDocs;
import dev.tidings.bank.arrangement.ExecuteDuePayments;
import dev.tidings.bank.broker.Broker;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.LeaseClock;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.broker.Loop;
import dev.tidings.bank.broker.Processors;
import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.consent.ConsentUses;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.console.Console;
import dev.tidings.bank.console.CustomerDesk;
import dev.tidings.bank.console.EventPages;
import dev.tidings.bank.http.AccessLog;
import dev.tidings.bank.http.ApiErrors;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.metrics.MetricsApi;
import dev.tidings.bank.notification.BalanceContent;
import dev.tidings.bank.notification.DeliveryBacklog;
import dev.tidings.bank.notification.DeliveryPolicy;
import dev.tidings.bank.notification.MessageSigning;
import dev.tidings.bank.notification.NotificationSettings;
import dev.tidings.bank.notification.Notifications;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.bank.oauth.Authorization;
import dev.tidings.bank.oauth.AuthorizationServer;
import dev.tidings.bank.oauth.ClientKeys;
import dev.tidings.bank.oauth.Clients;
import dev.tidings.bank.oauth.SenderConstraints;
import dev.tidings.bank.sandbox.ActivityGenerator;
import dev.tidings.bank.sandbox.ActivitySchedule;
import dev.tidings.bank.sandbox.Crowd;
import dev.tidings.bank.sandbox.LoopbackOnly;
import dev.tidings.bank.sandbox.SandboxAccessApi;
import dev.tidings.bank.sandbox.SandboxAlertsApi;
import dev.tidings.bank.sandbox.SandboxClosingApi;
import dev.tidings.bank.sandbox.SandboxEventsApi;
import dev.tidings.bank.sandbox.SandboxMoneyApi;
import dev.tidings.bank.sandbox.SandboxProcessorsApi;
import dev.tidings.bank.sandbox.SandboxTokens;
import dev.tidings.bank.sandbox.SandboxTrustApi;
import dev.tidings.bank.sandbox.Seeding;
import dev.tidings.bank.statement.CloseStatements;
import dev.tidings.bank.trace.Traces;
import dev.tidings.http.ServerSettings;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.jose.SigningKeys;
import dev.tidings.persistence.Database;
import io.javalin.Javalin;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** A simulated bank: its features wired together, startable and stoppable once. */
public final class Bank implements AutoCloseable {

  /** How often it is looked whether something has fallen due. */
  public static final Duration DUE_PAUSE = Duration.ofSeconds(1);

  private final BankConfig config;
  private final Database database;
  private final Broker broker;
  private final Notifications notifications;
  private final ActivitySchedule activity;
  private final List<Loop> loops;
  private final ConsentUses uses;
  private final AccessLog accessLog;
  private final Javalin server;

  private Bank(
      BankConfig config,
      Database database,
      Broker broker,
      Notifications notifications,
      ActivitySchedule activity,
      List<Loop> loops,
      ConsentUses uses,
      AccessLog accessLog,
      Javalin server) {
    this.config = config;
    this.database = database;
    this.broker = broker;
    this.notifications = notifications;
    this.activity = activity;
    this.loops = loops;
    this.uses = uses;
    this.accessLog = accessLog;
    this.server = server;
  }

  /**
   * Opens the bank's database, seeds it if it is new, and builds everything; serves nothing yet.
   *
   * @throws IOException when the data folder cannot be used
   */
  public static Bank create(BankConfig config) throws IOException {
    try {
      return open(config);
    } catch (IOException | RuntimeException e) {
      config.listener().close();
      if (config.options().security().tls() != null) {
        config.options().security().tls().listener().close();
      }
      throw e;
    }
  }

  private static Bank open(BankConfig config) throws IOException {
    Files.createDirectories(config.data());
    Trust trust = Trust.loadOrCreate(config);
    String node = NodeName.loadOrCreate(config.data().resolve("node"));
    Database database = Database.open(config.databaseUrl(), "db/bank");
    try {
      new Seeding(database, config.clock(), config.seed()).run();
      new Crowd(database, config.clock(), config.seed(), System.out::println)
          .fill(config.options().size());
      return build(config, database, trust, node);
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Bank build(BankConfig config, Database database, Trust trust, String node)
      throws IOException {
    SigningKeys keys = trust.keys();
    InstantSource clock = config.clock();
    String issuer = config.issuer();
    EventLog eventLog = new EventLog(clock);
    Ledger ledger = new Ledger(eventLog, clock);
    Accounts accounts = new Accounts();
    Customers customers = new Customers();
    Clients clients = new Clients(clock);
    Consents consents = new Consents(eventLog, clock);
    ConsentUses uses = new ConsentUses(database, clock);
    SenderConstraints senders =
        new SenderConstraints(
            config.options().security().addresses(issuer),
            SenderConstraints.secretOf(keys.current()),
            clock);
    AccessTokens tokens =
        new AccessTokens(database, senders, config.options().security().strict(), clock);
    Authorization authorization =
        new Authorization(issuer, database, clients, consents, accounts, clock);
    Leases leases = new Leases(database, LeaseClock.ofDatabase(), node);
    Broker broker =
        new Broker(database, eventLog, leases, clock, () -> ThreadLocalRandom.current().nextLong());
    ClientKeys clientKeys =
        new ClientKeys(
            database, clients, new RemoteKeys(config.options().reach().client().build(), clock));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Notifications notifications =
        new Notifications(
            database,
            leases,
            consents,
            tokens,
            Notifications.Identity.of(issuer, keys::current),
            notificationSettings(config, accounts)
                .withSigning(
                    new MessageSigning(clientKeys::find, config.options().security().strict())),
            clock,
            () -> ThreadLocalRandom.current().nextLong(),
            registry);
    broker.register(notifications.mediator());
    broker.register(new Alerts(database, eventLog, clock));
    AccessLog accessLog = new AccessLog(config.data(), clock);
    Javalin server =
        Javalin.create(javalin -> {
          javalin.jetty.modifyServer(jetty -> jetty.setRequestLog(accessLog));
          if (trust.sockets().isEmpty()) {
            ServerSettings.apply(javalin, config.listener());
          } else {
            ServerSettings.apply(javalin, trust.sockets());
          }
          var routes = javalin.routes;
          ApiErrors.register(routes);
          LoopbackOnly.register(routes);
          new AuthorizationServer(
                  new AuthorizationServer.Identity(
                      issuer, config.name(), config.options().security().certificateAddress()),
                  database,
                  clients,
                  consents,
                  tokens,
                  keys,
                  clientKeys,
                  trust.statements(),
                  notifications::forget,
                  clock)
              .register(routes);
          CustomerDesk desk =
              new CustomerDesk(database, customers, accounts, consents, clients, uses);
          new Console(config.name(), issuer, desk, authorization, clock).register(routes);
          new AccountInformationApi(
                  config.name(),
                  issuer,
                  database,
                  tokens,
                  new ConsentGuard(database, consents, clock),
                  consents,
                  config.options().limits(),
                  clock)
              .register(routes);
          notifications.register(routes);
          new SandboxMoneyApi(database, ledger, clock).register(routes);
          new SandboxClosingApi(database, ledger, consents).register(routes);
          new SandboxAlertsApi(database).register(routes);
          new SandboxTrustApi(keys, trust.statements()).register(routes);
          new CountReads(uses).register(routes);
          new SlowAnswers().register(routes);
          AccessRecord accesses = new AccessRecord(clock);
          accesses.register(routes);
          Processors processors = broker.processors();
          new MetricsApi(registry, new DeliveryBacklog(database, clock), processors)
              .register(routes);
          new SandboxProcessorsApi(processors, clock).register(routes);
          Traces traces = new Traces(database, clients, accesses);
          new ApiDocs(issuer).register(routes);
          new SandboxEventsApi(traces).register(routes);
          new EventPages(config.name(), traces).register(routes);
          new SandboxAccessApi(
                  issuer,
                  database,
                  customers,
                  accounts,
                  consents,
                  authorization,
                  new SandboxTokens(database, clients, consents, tokens, clock))
              .register(routes);
        });
    ActivityGenerator generator = new ActivityGenerator(database, ledger, clock, config.seed());
    ActivitySchedule activity = new ActivitySchedule(generator, config.activity(), config.seed());
    ExecuteDuePayments payments = new ExecuteDuePayments(database, ledger, clock);
    CloseStatements statements = new CloseStatements(database, clock);
    return new Bank(
        config,
        database,
        broker,
        notifications,
        activity,
        List.of(
            new Loop("payments", DUE_PAUSE, payments::executeDue),
            new Loop("statements", DUE_PAUSE, statements::executeDue),
            new Loop("consent-use", ConsentUses.WRITE_EVERY, uses::writeDown)),
        uses,
        accessLog,
        server);
  }

  private static NotificationSettings notificationSettings(BankConfig config, Accounts accounts) {
    DisclosedBalances balances = new DisclosedBalances(accounts, config.clock());
    BalanceContent content =
        (handle, consent, accountId) -> {
          DisclosedBalances.Reading reading = balances.read(handle, consent, accountId);
          return new BalanceContent.Content(reading.accountVersion(), reading.data());
        };
    return NotificationSettings.of(DeliveryPolicy.standard(), content)
        .withReach(config.options().reach())
        .withMergeWindow(config.options().mergeWindow())
        .withVerifyCallbacks(config.options().verifyCallbacks());
  }

  /** Serves, delivers what an earlier life has left, and lets the customers live. */
  public Bank start() {
    server.start();
    broker.start();
    notifications.start();
    loops.forEach(Loop::start);
    activity.start();
    return this;
  }

  /** The base address. */
  public String issuer() {
    return config.issuer();
  }

  /** What it serves, as method and path template, such as {@code GET /jwks}. */
  Set<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method + " " + endpoint.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Ends in the order that loses nothing: no new causes, no new events, no deliveries, no database.
   */
  @Override
  public void close() {
    activity.close();
    loops.forEach(Loop::stop);
    server.stop();
    accessLog.close();
    uses.writeDown();
    broker.close();
    notifications.close();
    database.close();
  }
}
