package dev.tidings.bank.accountinfo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.ConsentGuard;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.http.ApiErrors;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.http.ServerSettings;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The account information API over real HTTP and the real ledger's tables, with consents and tokens
 * kept in memory: the one place to swap for the real ones.
 */
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

  private static final String MEMORY =
      ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

  private final Map<String, Account> accounts = new TreeMap<>();
  private final Map<String, Consent> consents = new ConcurrentHashMap<>();
  private final Map<String, AccessToken> tokens = new ConcurrentHashMap<>();
  private final OkHttpClient client = new OkHttpClient();
  private final Database database =
      Database.open("jdbc:h2:mem:" + UUID.randomUUID() + MEMORY, "db/bank");
  private final Javalin server;
  private int made;
  private volatile Instant now = START;

  SmallBank() {
    account(CURRENT, Account.Type.CURRENT, Account.Scheme.SORT_CODE_ACCOUNT_NUMBER, "GBP", 50_000);
    account(CARD, Account.Type.CREDIT_CARD, Account.Scheme.PAN, "GBP", 200_000);
    account(EURO, Account.Type.SAVINGS, Account.Scheme.IBAN, "EUR", 0);
    account(SOMEBODY_ELSES, Account.Type.CURRENT, Account.Scheme.IBAN, "GBP", 0);
    InstantSource clock = () -> now;
    Consents kept = new KeptConsents();
    AccountInformationApi api =
        new AccountInformationApi(
            database,
            this::token,
            new ConsentGuard(database, kept, clock),
            kept,
            new Accounts(),
            new Transactions(),
            ISSUER,
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

  String clientToken(String clientId) {
    return issue(new AccessToken(clientId, null, null, Set.of("accounts"), Instant.MAX));
  }

  String otherScopeToken() {
    return issue(new AccessToken(TPP, null, null, Set.of("payments"), Instant.MAX));
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
    Consent consent =
        database.inTransaction(unit ->
            new KeptConsents().create(unit, new NewConsent(TPP, permissions, null, from, to)));
    setStatus(consent.consentId(), ConsentStatus.AUTH, Set.of(accountIds));
    return tokenOf(consent.consentId());
  }

  String tokenOf(String consentId) {
    Set<String> scopes = Set.of("accounts");
    return issue(new AccessToken(TPP, consentId, "cust-1", scopes, Instant.MAX));
  }

  void revoke(String token) {
    Consent consent = known(consents, known(tokens, token).consentId());
    setStatus(consent.consentId(), ConsentStatus.CANC, consent.accountIds());
  }

  void setStatus(String consentId, ConsentStatus status, Set<String> accountIds) {
    Consent old = known(consents, consentId);
    consents.put(
        consentId,
        new Consent(
            consentId,
            old.clientId(),
            status,
            old.permissions(),
            "cust-1",
            accountIds,
            old.expiresAt(),
            old.transactionsFrom(),
            old.transactionsTo(),
            old.createdAt(),
            now,
            old.version() + 1));
  }

  void moveTime(Duration by) {
    now = now.plus(by);
  }

  /** Books a transaction with everything filled in. */
  String book(String accountId, long minor, Instant at) {
    Account account = known(accounts, accountId);
    String id = "tx-%05d".formatted(made++);
    insert(
        id,
        new Money(minor, account.currency()),
        accountId,
        "BOOK",
        KINDS.get(made % KINDS.size()).name(),
        "Coffee & cake",
        "The Corner Café",
        "5814",
        "A. Payee",
        "4929123412341234",
        "ref-" + id,
        at.atOffset(UTC),
        account.booked().minor());
    return id;
  }

  /** Adds a pending transaction with only what every one has. */
  void pend(String accountId, long minor, Instant at) {
    Money amount = new Money(minor, known(accounts, accountId).currency());
    String id = "tx-%05d".formatted(made++);
    String kind = Transaction.Kind.CARD_PAYMENT.name();
    insert(
        id,
        amount,
        accountId,
        "PDNG",
        kind,
        "",
        null,
        null,
        null,
        null,
        "",
        at.atOffset(UTC),
        null);
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

  private static <T> T known(Map<String, T> map, @Nullable String key) {
    return Objects.requireNonNull(map.get(Objects.requireNonNull(key)));
  }

  private String issue(AccessToken token) {
    String text = UUID.randomUUID().toString();
    tokens.put(text, token);
    return text;
  }

  private AccessToken token(Context ctx) {
    String header = ctx.header("Authorization");
    AccessToken token =
        header == null || !header.startsWith("Bearer ") ? null : tokens.get(header.substring(7));
    if (token == null) {
      throw ApiException.unauthorized();
    }
    return token;
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
            7,
            START.minus(Duration.ofDays(365)),
            START.minusSeconds(60));
    accounts.put(id, account);
    database.useTransaction(unit -> insert(unit.handle(), account));
  }

  private static void insert(Handle handle, Account account) {
    handle.execute(
        """
        insert into account (account_id, account_type, category, currency, nickname, holder_name,
          scheme, identification, credit_limit_minor, booked_minor, pending_minor, version,
          opened_at, changed_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        account.accountId(),
        account.type().name(),
        account.category().name(),
        account.currency(),
        account.nickname(),
        account.holderName(),
        account.scheme().name(),
        account.identification(),
        account.creditLimit().minor(),
        account.booked().minor(),
        account.pending().minor(),
        account.version(),
        account.openedAt().atOffset(UTC),
        account.changedAt().atOffset(UTC));
  }

  private void insert(String id, Money amount, @Nullable Object... rest) {
    List<@Nullable Object> row = new ArrayList<>(List.of(id, amount.minor(), amount.currency()));
    Collections.addAll(row, rest);
    database.useTransaction(unit ->
        unit.handle()
            .execute(
                """
                insert into account_transaction (transaction_id, amount_minor, currency,
                  account_id, status, kind, description, merchant_name,
                  merchant_category_code, counterparty_name, counterparty_identification,
                  reference, booked_at, balance_after_minor, against_account_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'settlement')\
                """,
                row.toArray()));
  }

  /** What came back. */
  record Answer(int status, String body, Response response) {

    @Nullable String header(String name) {
      return response.header(name);
    }
  }

  private final class KeptConsents implements Consents {
    @Override
    public Consent create(UnitOfWork unit, NewConsent asked) {
      Consent consent =
          new Consent(
              "aac-" + UUID.randomUUID(),
              asked.clientId(),
              ConsentStatus.AWAU,
              asked.permissions(),
              null,
              Set.of(),
              asked.expiresAt(),
              asked.transactionsFrom(),
              asked.transactionsTo(),
              now,
              now,
              1);
      consents.put(consent.consentId(), consent);
      return consent;
    }

    @Override
    public Optional<Consent> find(Handle handle, String consentId) {
      return Optional.ofNullable(consents.get(consentId));
    }

    @Override
    public void delete(UnitOfWork unit, String consentId) {
      consents.remove(consentId);
    }

    @Override
    public Consent authorise(UnitOfWork unit, String id, String customer, Set<String> accountIds) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Consent reject(UnitOfWork unit, String consentId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Consent revoke(UnitOfWork unit, String consentId, String interactionId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Consent> entitledToBalance(Handle handle, String accountId, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Consent> ofCustomer(Handle handle, String customerId) {
      throw new UnsupportedOperationException();
    }
  }
}
