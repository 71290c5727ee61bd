package dev.tidings.tpp;

import dev.tidings.jose.RemoteKeys;
import dev.tidings.jose.SigningKey;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.SetVerifier;
import dev.tidings.tpp.bank.AccountApi;
import dev.tidings.tpp.bank.AuthorizationEndpoint;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankHttp;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.bank.BoundHttp;
import dev.tidings.tpp.bank.ClientCalls;
import dev.tidings.tpp.bank.ClientForms;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.bank.ConsentApi;
import dev.tidings.tpp.bank.CustomerTokens;
import dev.tidings.tpp.bank.EventsApi;
import dev.tidings.tpp.bank.OurAddresses;
import dev.tidings.tpp.bank.OurKey;
import dev.tidings.tpp.bank.ProofKey;
import dev.tidings.tpp.bank.Registrar;
import dev.tidings.tpp.bank.Registration;
import dev.tidings.tpp.bank.TokenEndpoint;
import dev.tidings.tpp.bank.TokenVault;
import dev.tidings.tpp.connect.ConnectRoutes;
import dev.tidings.tpp.connect.ConnectionActs;
import dev.tidings.tpp.connect.RevokeConnection;
import dev.tidings.tpp.inbox.Gaps;
import dev.tidings.tpp.inbox.Inbox;
import dev.tidings.tpp.insight.Insights;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.meter.MeterBeat;
import dev.tidings.tpp.poll.Polling;
import dev.tidings.tpp.refresh.EndConnection;
import dev.tidings.tpp.refresh.Refreshing;
import dev.tidings.tpp.refresh.TimedPolls;
import dev.tidings.tpp.refresh.WantedRefreshes;
import dev.tidings.tpp.view.BankStatuses;
import dev.tidings.tpp.view.ConnectionViews;
import dev.tidings.tpp.view.EventChannels;
import dev.tidings.tpp.view.NetWorthHistory;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.Transactions;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.view.ViewedAccounts;
import dev.tidings.tpp.view.Views;
import dev.tidings.tpp.web.Readings;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The aggregator's parts, put together; nothing runs yet. */
record Parts(
    Database database,
    BankHttp http,
    Registrar registrar,
    Refreshing refreshing,
    Inbox inbox,
    ConnectRoutes connect,
    EndConnection endConnection,
    Views views,
    Meter meter,
    MeterBeat meterBeat,
    ViewChanges changes,
    EventChannels channels,
    Polling polling,
    TimedPolls timedPolls,
    ConnectionActs connectionActs,
    InstantSource clock)
    implements AutoCloseable {

  /** The clock as the database keeps time: to the millisecond. */
  private static InstantSource milliseconds(InstantSource clock) {
    return () -> clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  static Parts create(AggregatorConfig config, OurAddresses addresses) throws IOException {
    InstantSource clock = milliseconds(config.clock());
    OurKey key =
        new OurKey(SigningKey.loadOrCreate(config.data().resolve("signing-key.json")), clock);
    TokenVault vault = TokenVault.loadOrCreate(config.data().resolve("token-key"));
    Database database = Database.open(Database.embedded(config.data(), "tpp"), "db/tpp");
    BankHttp http = new BankHttp();
    BoundHttp bound =
        new BoundHttp(http, ProofKey.loadOrCreate(config.data().resolve("proof-key.json"), clock));
    ClientForms forms = new ClientForms(bound, key);

    ViewChanges changes = new ViewChanges();
    Meter meter = new Meter(database, clock);
    BankStatuses statuses = new BankStatuses(database, changes);
    EventChannels channels = new EventChannels(database, changes);
    Gaps gaps = new Gaps();

    Banks banks = new Banks(database);
    Connections connections = new Connections(database, vault, clock);
    TokenEndpoint tokenEndpoint = new TokenEndpoint(forms, clock);
    ClientCalls calls = new ClientCalls(bound, key, tokenEndpoint, clock);
    CustomerTokens tokens = new CustomerTokens(connections, tokenEndpoint, clock);
    AccountApi api = new AccountApi(bound, tokens, meter);

    WantedRefreshes wanted = new WantedRefreshes(database, clock);
    EndConnection endConnection =
        new EndConnection(
            database, connections, wanted, new ViewedAccounts(), statuses, meter, clock);
    Registration registration =
        new Registration(
            config.name(),
            addresses,
            key,
            http,
            calls,
            banks,
            statuses,
            channels,
            config.pollEvery() == null);
    Refreshing refreshing =
        Refreshing.create(
            database,
            banks,
            connections,
            wanted,
            api,
            statuses,
            endConnection,
            changes,
            meter,
            clock);
    SetVerifier verifier =
        new SetVerifier(banks::trustedIssuer, new RemoteKeys(http.client(), clock), clock);
    Inbox inbox =
        Inbox.create(
            database,
            verifier,
            banks,
            connections,
            wanted,
            refreshing,
            endConnection,
            channels,
            gaps,
            changes,
            meter,
            clock);
    ConsentApi consents = new ConsentApi(calls);
    Polling polling =
        new Polling(
            banks, new EventsApi(calls, banks, addresses), inbox.acceptSet(), channels, clock);
    gaps.listen(polling::catchUp);
    TimedPolls timedPolls =
        TimedPolls.create(
            config.pollEvery(),
            database,
            banks,
            connections,
            wanted,
            api,
            statuses,
            endConnection,
            changes,
            clock);
    ConnectRoutes connect =
        ConnectRoutes.create(
            database,
            addresses,
            vault,
            banks,
            new AuthorizationEndpoint(forms),
            tokenEndpoint,
            connections,
            consents,
            api,
            statuses,
            meter,
            wanted,
            refreshing,
            endConnection,
            clock);
    Registrar registrar = new Registrar(registration, banks, statuses, clock);
    return new Parts(
        database,
        http,
        registrar,
        refreshing,
        inbox,
        connect,
        endConnection,
        new Views(database, clock),
        meter,
        new MeterBeat(meter, clock),
        changes,
        channels,
        polling,
        timedPolls,
        new ConnectionActs(
            addresses,
            new RevokeConnection(database, banks, connections, consents, endConnection),
            polling::switchTo,
            statuses),
        clock);
  }

  /** What the pages read. */
  Readings readings() {
    Transactions transactions = new Transactions(database);
    NetWorthHistory netWorth = new NetWorthHistory(database, Rates.FIXED, clock);
    return new Readings(
        views::read,
        views::recentChanges,
        meter::read,
        transactions,
        netWorth::read,
        () -> Insights.read(transactions, Rates.FIXED, clock),
        new ConnectionViews(database, views, channels)::read,
        meter::history);
  }

  /** Registers with the banks in the background and goes on with what was left. */
  void begin(AggregatorConfig config, String publicUrl) {
    config.banks().forEach(issuer -> channels.add(Bank.idOf(issuer)));
    registrar.wantAll(config.banks(), publicUrl).forEach(endConnection::moved);
    refreshing.runDue();
    if (config.pollEvery() == null) {
      polling.begin();
    }
    timedPolls.begin();
    inbox.begin();
    meterBeat.begin();
  }

  @Override
  public void close() {
    registrar.close();
    polling.close();
    timedPolls.close();
    refreshing.close();
    http.close();
    registrar.awaitEnded();
    polling.awaitEnded();
    inbox.close();
    meterBeat.close();
    database.close();
  }
}
