package dev.tidings.bank.accountinfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.consent.ConsentUse;
import dev.tidings.bank.consent.ConsentUses;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.http.ApiErrors;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.CurrencyExchange;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.History;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.http.ServerSettings;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import io.javalin.Javalin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The account information API over real HTTP, with accounts that a test fills. */
final class SmallBank implements AutoCloseable {

  static final String ISSUER = "https://bank.example";
  static final String TPP = "tpp-1";
  static final String OTHER_TPP = "tpp-2";
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  static final String CURRENT = "acc-current";
  static final String CARD = "acc-card";
  static final String EURO = "acc-euro";
  static final String SOMEBODY_ELSES = "acc-other";

  private static final List<Transaction.Kind> KINDS = List.of(Transaction.Kind.values());
  private static final MediaType JSON = MediaType.get("application/json");

  private static final String CUSTOMER = "cust-amelia";
  private static final String NEIGHBOUR = "cust-noah";

  private final SettableClock clock = new SettableClock(START.toString());
  private final Database database = TestDatabase.inMemory();
  private final Consents consents = new Consents(new EventLog(clock), clock);
  private final ConsentUses uses = new ConsentUses(database, clock);
  private final AccessTokens tokens = new AccessTokens(database, clock);
  private final Map<String, String> consentOfToken = new HashMap<>();
  private final Map<String, Account> accounts = new TreeMap<>();
  private final OkHttpClient client = new OkHttpClient();
  private final Javalin server;
  private int made;

  SmallBank() {
    this(CallLimits.NONE);
  }

  SmallBank(CallLimits limits) {
    account(CURRENT, Account.Type.CURRENT, Account.Scheme.SORT_CODE_ACCOUNT_NUMBER, "GBP", 50_000);
    account(CARD, Account.Type.CREDIT_CARD, Account.Scheme.PAN, "GBP", 200_000);
    account(EURO, Account.Type.SAVINGS, Account.Scheme.IBAN, "EUR", 0);
    account(SOMEBODY_ELSES, Account.Type.CURRENT, Account.Scheme.IBAN, "GBP", 0);
    History history = new History();
    history.customer(new Customer(CUSTOMER, "amelia", "Amelia Hart", "for a test"));
    history.customer(new Customer(NEIGHBOUR, "noah", "Noah Reed", "for a test"));
    accounts.forEach((id, account) ->
        history.account(account, List.of(id.equals(SOMEBODY_ELSES) ? NEIGHBOUR : CUSTOMER)));
    database.useTransaction(history::write);
    AccountInformationApi api =
        new AccountInformationApi(
            "Small Bank",
            ISSUER,
            database,
            tokens,
            new ConsentGuard(database, consents, clock),
            consents,
            limits,
            clock);
    server =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, "127.0.0.1", 0);
                  ApiErrors.register(config.routes);
                  api.register(config.routes);
                  new CountReads(uses).register(config.routes);
                })
            .start();
  }

  String clientToken(String clientId) {
    return issue(clientId, null, null, "accounts");
  }

  String otherScopeToken() {
    return issue(TPP, null, null, "payments");
  }

  /** A token under a fresh authorised consent of the TPP. */
  String customerToken(Set<Permission> permissions, String... accountIds) {
    return customerToken(permissions, null, null, accountIds);
  }

  String customerToken(
      Set<Permission> permissions,
      @Nullable Instant from,
      @Nullable Instant to,
      String... accountIds) {
    String consentId =
        database
            .inTransaction(
                unit -> consents.create(unit, new NewConsent(TPP, permissions, null, from, to)))
            .consentId();
    authorise(consentId, accountIds);
    return tokenOf(consentId);
  }

  String tokenOf(String consentId) {
    String token = issue(TPP, consentId, CUSTOMER, "accounts");
    consentOfToken.put(token, consentId);
    return token;
  }

  String consentOf(String token) {
    return known(consentOfToken, token);
  }

  /** What was read under the token's consent; null for nothing. */
  @Nullable ConsentUse use(String token) {
    String consentId = known(consentOfToken, token);
    return uses.of(List.of(consentId)).get(consentId);
  }

  /** Another token under the same consent. */
  String renewed(String token) {
    return tokenOf(known(consentOfToken, token));
  }

  void pass(Duration time) {
    clock.advance(time);
  }

  /** Spends by card, as the ledger does it. */
  void spend(String accountId, long minor) {
    Money amount = new Money(minor, known(accounts, accountId).currency());
    Posting posting =
        Books.posting(accountId, amount, CreditDebitIndicator.Debit, Transaction.Status.BOOK);
    Ledger ledger = new Ledger(new EventLog(clock), clock);
    database.useTransaction(unit -> ledger.post(unit, posting, "test"));
  }

  /** The customer authorises the consent of this token again, for these accounts. */
  void authoriseAgain(String token, String... accountIds) {
    authorise(known(consentOfToken, token), accountIds);
  }

  /** The customer takes back the consent that the token stands on. */
  void revoke(String token) {
    revokeConsent(known(consentOfToken, token));
  }

  /** Leads a new consent to this status, the way a customer, or time, does. */
  void bring(String consentId, ConsentStatus status) {
    switch (status) {
      case AWAU -> {}
      case AUTH -> authorise(consentId, CURRENT);
      case RJCT -> database.useTransaction(unit -> consents.reject(unit, consentId));
      case CANC -> {
        authorise(consentId, CURRENT);
        revokeConsent(consentId);
      }
      case EXPD -> {
        authorise(consentId, CURRENT);
        Instant expiresAt =
            database
                .read(handle -> consents.find(handle, consentId))
                .map(Consent::expiresAt)
                .orElseThrow();
        clock.advance(Duration.between(clock.instant(), expiresAt));
      }
    }
  }

  /** Books a transaction with everything filled in. */
  String book(String accountId, long minor, Instant at) {
    Account account = known(accounts, accountId);
    String id = "tx-%05d".formatted(made++);
    Books.write(
        database,
        new Transaction(
            id,
            accountId,
            new Money(minor, account.currency()),
            Transaction.Status.BOOK,
            KINDS.get(made % KINDS.size()),
            "Coffee & cake",
            "The Corner Café",
            "5814",
            "A. Payee",
            "4929123412341234",
            "ref-" + id,
            at,
            account.booked(),
            new CurrencyExchange(new Money(1_550, "USD"), 1_283_500)));
    return id;
  }

  /** Adds a pending transaction with only what every one has. */
  void pend(String accountId, long minor, Instant at) {
    Books.write(
        database,
        new Transaction(
            "tx-%05d".formatted(made++),
            accountId,
            new Money(minor, known(accounts, accountId).currency()),
            Transaction.Status.PDNG,
            Transaction.Kind.CARD_PAYMENT,
            "",
            null,
            null,
            null,
            null,
            "",
            at,
            null,
            null));
  }

  Answer get(String path, String token) {
    return send(request(path, token).build());
  }

  Answer post(String path, String token, String json) {
    return send(request(path, token).post(RequestBody.create(json.getBytes(UTF_8), JSON)).build());
  }

  Answer delete(String path, String token) {
    return send(request(path, token).delete().build());
  }

  /** A request to a path below the API's base. */
  Request.Builder request(String path, String token) {
    return new Request.Builder()
        .url("http://127.0.0.1:" + server.port() + ApiLinks.BASE + path)
        .header("Authorization", "Bearer " + token);
  }

  Answer send(Request request) {
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

  private void authorise(String consentId, String... accountIds) {
    database.useTransaction(
        unit -> consents.authorise(unit, consentId, CUSTOMER, Set.of(accountIds)));
  }

  private void revokeConsent(String consentId) {
    database.useTransaction(unit -> consents.revoke(unit, consentId, "test"));
  }

  private static <T> T known(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key));
  }

  private String issue(
      String clientId, @Nullable String consentId, @Nullable String customerId, String scope) {
    Instant expiresAt = clock.instant().plus(AccessTokens.LIFE);
    AccessToken token = new AccessToken(clientId, consentId, customerId, Set.of(scope), expiresAt);
    return database.inTransaction(unit -> tokens.issue(unit, token));
  }

  private void account(
      String id, Account.Type type, Account.Scheme scheme, String currency, long limit) {
    String number =
        switch (scheme) {
          case SORT_CODE_ACCOUNT_NUMBER -> "20304012345678";
          case IBAN -> "GB33BUKB20201555555555";
          case PAN -> "4929123412345678";
        };
    Account account =
        new Account(
            id,
            type,
            Account.Category.Personal,
            currency,
            "Mine",
            "Amelia Hart",
            scheme,
            number,
            null,
            new Money(limit, currency),
            new Money(-1240, currency),
            new Money(-260, currency),
            new Money(-900, currency),
            7,
            START.minus(Duration.ofDays(365)),
            START.minusSeconds(60),
            null);
    accounts.put(id, account);
  }

  /** What came back. */
  record Answer(int status, String body, Response response) {

    @Nullable String header(String name) {
      return response.header(name);
    }
  }
}
