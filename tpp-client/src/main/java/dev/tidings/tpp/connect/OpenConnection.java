package dev.tidings.tpp.connect;

import dev.tidings.openbanking.OBAccount;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.bank.AccountApi;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.bank.ConsentApi;
import dev.tidings.tpp.bank.OurAddresses;
import dev.tidings.tpp.bank.TokenEndpoint;
import dev.tidings.tpp.bank.TokenEndpoint.Tokens;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.refresh.EndConnection;
import dev.tidings.tpp.refresh.Refreshing;
import dev.tidings.tpp.refresh.WantedRefreshes;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.BankStatuses;
import dev.tidings.tpp.view.UnifiedView.BankView;
import dev.tidings.tpp.view.ViewedAccounts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Redeems the code, replaces the former connection, and has every account read once. */
final class OpenConnection {

  /** How long the customer waits for the accounts to be read. */
  static final Duration FIRST_READING_MAX = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(OpenConnection.class);

  private final Database database;
  private final OurAddresses addresses;
  private final TokenEndpoint tokenEndpoint;
  private final Connections connections;
  private final ConsentApi consents;
  private final AccountApi api;
  private final Shown shown;
  private final Reading reading;
  private final InstantSource clock;

  /** Where a connection shows. */
  record Shown(BankStatuses statuses, ViewedAccounts accounts, Meter meter) {}

  /** What reads the accounts, and what stops that. */
  record Reading(WantedRefreshes wanted, Refreshing refreshing, EndConnection endConnection) {}

  OpenConnection(
      Database database,
      OurAddresses addresses,
      TokenEndpoint tokenEndpoint,
      Connections connections,
      ConsentApi consents,
      AccountApi api,
      Shown shown,
      Reading reading,
      InstantSource clock) {
    this.database = database;
    this.addresses = addresses;
    this.tokenEndpoint = tokenEndpoint;
    this.connections = connections;
    this.consents = consents;
    this.api = api;
    this.shown = shown;
    this.reading = reading;
    this.clock = clock;
  }

  void open(Bank bank, AuthorizationRequest request, String code) throws BankException {
    Tokens tokens = tokenEndpoint.redeem(bank, code, request.codeVerifier(), addresses.callback());
    Connection connection =
        new Connection(
            UUID.randomUUID().toString(),
            bank.bankId(),
            request.consentId(),
            request.consentExpiresAt());
    List<OBAccount> accounts;
    try {
      accounts = api.accounts(bank, tokens.access());
    } catch (BankException.ConsentEnded e) {
      database.useTransaction(unit -> remember(unit, connection, tokens, e));
      throw e;
    }
    Optional<Connection> former =
        database.inTransaction(unit -> replace(unit, connection, tokens, accounts));
    awaitFirstReading(
        accounts.stream()
            .map(account -> new AccountKey(bank.bankId(), account.accountId()))
            .map(reading.refreshing()::wake)
            .toArray(CompletableFuture[]::new));
    if (former.isPresent() && !former.get().consentId().equals(connection.consentId())) {
      giveBack(bank, former.get());
    }
  }

  /** So that the same consent is asked for again; a connection that works is left alone. */
  private void remember(
      UnitOfWork unit, Connection connection, Tokens tokens, BankException.ConsentEnded why) {
    if (connections.ofBank(unit, connection.bankId()).isPresent()) {
      return;
    }
    connections.open(unit, connection, tokens);
    shown.statuses().consent(unit, connection.bankId(), connection.consentId(), clock.instant());
    reading.endConnection().over(unit, connection, why);
  }

  private Optional<Connection> replace(
      UnitOfWork unit, Connection connection, Tokens tokens, List<OBAccount> accounts) {
    String bankId = connection.bankId();
    Optional<Connection> former = connections.ofBank(unit, bankId);
    former.ifPresent(old -> reading.endConnection().replaced(unit, old));
    connections.open(unit, connection, tokens);
    shown.accounts().replace(unit, bankId, accounts);
    for (OBAccount account : accounts) {
      AccountKey key = new AccountKey(bankId, account.accountId());
      reading.wanted().open(unit, key, connection.connectionId());
    }
    shown.meter().connected(unit, bankId);
    shown.statuses().consent(unit, bankId, connection.consentId(), clock.instant());
    shown
        .statuses()
        .state(unit, bankId, BankView.State.CONNECTED, null, connection.consentExpiresAt());
    return former;
  }

  /** So that the page has figures when the customer gets there, unless the bank is slow. */
  private static void awaitFirstReading(CompletableFuture<?>... readings) {
    try {
      CompletableFuture.allOf(readings).get(FIRST_READING_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.info("the first reading takes longer; the page will follow");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveBack(Bank bank, Connection former) {
    try {
      consents.delete(bank, former.consentId());
    } catch (BankException e) {
      log.info("the replaced consent stays at {}: {}", bank.bankId(), e.words());
    }
  }
}
