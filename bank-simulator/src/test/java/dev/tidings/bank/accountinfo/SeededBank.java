package dev.tidings.bank.accountinfo;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.accountinfo.SmallBank.Answer;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.http.ApiErrors;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.bank.sandbox.Seeding;
import dev.tidings.http.ServerSettings;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import io.javalin.Javalin;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The account information API over real HTTP, with the customers that every bank is seeded with.
 */
final class SeededBank implements AutoCloseable {

  static final List<String> PERSONAS =
      List.of("amelia", "oliver-and-isla", "oliver", "isla", "noah", "freya", "george", "nina");

  private static final String TPP = "tpp-1";
  private static final long SEED = 7;

  private final SettableClock clock = new SettableClock("2026-11-23T10:00:00Z");
  private final Database database = TestDatabase.inMemory();
  private final Consents consents = new Consents(new EventLog(clock), clock);
  private final AccessTokens tokens = new AccessTokens(database, clock);
  private final OkHttpClient client = new OkHttpClient();
  private final Javalin server;

  SeededBank() {
    new Seeding(database, clock, SEED).run();
    AccountInformationApi api =
        new AccountInformationApi(
            "Seeded Bank",
            "https://bank.example",
            database,
            tokens,
            new ConsentGuard(database, consents, clock),
            consents,
            clock);
    server =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, "127.0.0.1", 0);
                  ApiErrors.register(config.routes);
                  api.register(config.routes);
                })
            .start();
  }

  /** The persona's accounts, ordered by id. */
  List<Account> accounts(String username) {
    return database.read(handle -> new Accounts().heldBy(handle, "cust-" + username));
  }

  /** The id of the persona's account of this name. */
  String account(String username, String nickname) {
    return accounts(username).stream()
        .filter(account -> account.nickname().equals(nickname))
        .map(Account::accountId)
        .findFirst()
        .orElseThrow();
  }

  /** A token under a fresh consent of the persona for all its accounts. */
  String token(String username, Set<Permission> permissions) {
    String customerId = "cust-" + username;
    Set<String> accountIds = new TreeSet<>();
    accounts(username).forEach(account -> accountIds.add(account.accountId()));
    Instant expiresAt = clock.instant().plus(AccessTokens.LIFE);
    return database.inTransaction(unit -> {
      var asked = consents.create(unit, new NewConsent(TPP, permissions, null, null, null));
      consents.authorise(unit, asked.consentId(), customerId, accountIds);
      return tokens.issue(
          unit, new AccessToken(TPP, asked.consentId(), customerId, Set.of("accounts"), expiresAt));
    });
  }

  Answer get(String path, String token) {
    Request request =
        new Request.Builder()
            .url("http://127.0.0.1:" + server.port() + ApiLinks.BASE + path)
            .header("Authorization", "Bearer " + token)
            .build();
    try (Response response = client.newCall(request).execute()) {
      return new Answer(response.code(), response.body().string(), response);
    } catch (IOException e) {
      throw new AssertionError(request + " got no answer", e);
    }
  }

  @Override
  public void close() {
    server.stop();
    database.close();
  }
}
