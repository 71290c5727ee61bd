package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Broker;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.LeaseClock;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.broker.SettableClock;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The event side of a bank, one step at a time. Consents and tokens are set by the test: {@link
 * SettableConsents} and {@link SettableTokens} stand where the real ones will.
 */
final class TestBank implements AutoCloseable {

  static final String ISSUER = "http://alder.example";
  static final SigningKey KEY = SigningKey.generate();

  final Database database;
  final SettableClock clock;
  final SettableConsents consents;
  final SettableTokens tokens = new SettableTokens();
  final EventLog eventLog;
  final Broker broker;
  final Notifications notifications;
  final BlockingQueue<Attempted> attempts = new LinkedBlockingQueue<>();

  TestBank(Database database, DeliveryPolicy policy) {
    this(database, policy, new SettableClock(), new SettableConsents(), "node-1");
  }

  TestBank(
      Database database,
      DeliveryPolicy policy,
      SettableClock clock,
      SettableConsents consents,
      String node) {
    this.database = database;
    this.clock = clock;
    this.consents = consents;
    eventLog = new EventLog(clock);
    Leases leases = new Leases(database, LeaseClock.of(clock), node);
    broker = new Broker(database, eventLog, leases, clock, new Random(1));
    notifications =
        new Notifications(
            database,
            leases,
            consents,
            tokens,
            Notifications.Identity.of(ISSUER, KEY),
            policy,
            clock,
            new Random(2),
            (subscriptionId, queued, result) ->
                attempts.add(new Attempted(subscriptionId, queued, result)));
    broker.register(notifications.mediator());
  }

  /** Another node, or the next life, on the same database at the same time. */
  TestBank another(String node, DeliveryPolicy policy) {
    return new TestBank(database, policy, clock, consents, node);
  }

  String subscribe(String clientId, @Nullable String callbackUrl, EventType... types) {
    Subscription subscription =
        new Subscription(
            UUID.randomUUID().toString(),
            clientId,
            callbackUrl,
            "4.0",
            types.length == 0 ? null : Arrays.asList(types));
    database.useTransaction(
        unit -> Subscriptions.insert(unit.handle(), subscription, clock.instant()));
    return subscription.subscriptionId();
  }

  void balanceChanged(String accountId, long version) {
    append(new BalanceChanged(accountId, version, "t-" + accountId + "-" + version));
  }

  void append(BusinessEvent event) {
    database.useTransaction(unit -> eventLog.append(unit, event, UUID.randomUUID().toString()));
  }

  /** Queues what happened and starts what is due. */
  void step() {
    notifications.deliverDue();
    int taken;
    do {
      taken = broker.runOnce();
    } while (taken > 0);
    notifications.deliverDue();
  }

  Attempted nextAttempt() {
    try {
      Attempted next = attempts.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no attempt was made");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  List<String> statuses() {
    return database.read(handle ->
        handle
            .select("select event_key, event_version, status from notification order by seq")
            .map((row, context) -> row.getString(1) + " " + row.getLong(2) + " " + row.getString(3))
            .list());
  }

  @Override
  public void close() {
    broker.close();
    notifications.close();
  }

  record Attempted(String subscriptionId, Queued queued, AttemptResult result) {}

  /** Consents that the test gives and takes. */
  static final class SettableConsents implements Consents {

    private final Map<String, Consent> byId = new ConcurrentHashMap<>();

    void give(String consentId, String clientId, Set<Permission> permissions, String... accounts) {
      byId.put(
          consentId,
          consent(consentId, clientId, ConsentStatus.AUTH, permissions, Set.of(accounts)));
    }

    void take(String consentId) {
      byId.computeIfPresent(
          consentId,
          (id, was) ->
              consent(id, was.clientId(), ConsentStatus.CANC, was.permissions(), was.accountIds()));
    }

    @Override
    public Optional<Consent> find(Handle handle, String consentId) {
      return Optional.ofNullable(byId.get(consentId));
    }

    @Override
    public List<Consent> entitledToBalance(Handle handle, String accountId, Instant now) {
      return byId.values().stream()
          .filter(consent ->
              consent.isAuthorisedAt(now)
                  && consent.allows(Permission.ReadBalances)
                  && consent.accountIds().contains(accountId))
          .toList();
    }

    @Override
    public Consent create(UnitOfWork unit, NewConsent consent) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Consent authorise(
        UnitOfWork unit, String consentId, String customerId, Set<String> accountIds) {
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
    public void delete(UnitOfWork unit, String consentId) {
      byId.remove(consentId);
    }

    @Override
    public List<Consent> ofCustomer(Handle handle, String customerId) {
      throw new UnsupportedOperationException();
    }

    private static Consent consent(
        String consentId,
        String clientId,
        ConsentStatus status,
        Set<Permission> permissions,
        Set<String> accounts) {
      return new Consent(
          consentId,
          clientId,
          status,
          permissions,
          "amelia",
          accounts,
          null,
          null,
          null,
          Instant.EPOCH,
          Instant.EPOCH,
          1);
    }
  }

  /** Bearer tokens of the form {@code client/scope} or {@code client/scope/consent}. */
  static final class SettableTokens implements AccessTokens {

    @Override
    public AccessToken require(Context ctx) {
      String header = ctx.header("Authorization");
      if (header == null || !header.startsWith("Bearer ")) {
        throw ApiException.unauthorized();
      }
      String[] parts = header.substring("Bearer ".length()).split("/", -1);
      return new AccessToken(
          parts[0],
          parts.length > 2 ? parts[2] : null,
          parts.length > 2 ? "amelia" : null,
          Set.of(parts[1]),
          Instant.MAX);
    }
  }
}
