package dev.tidings.bank.notification;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.Broker;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.LeaseClock;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The event side of a bank, one step at a time. */
final class TestBank implements AutoCloseable {

  static final String ISSUER = "http://alder.example";
  static final SigningKey KEY = SigningKey.generate();

  private static final String CUSTOMER = "cust-amelia";

  final Database database;
  final SettableClock clock;
  final Consents consents;
  final AccessTokens tokens;
  final EventLog eventLog;
  final Broker broker;
  final Notifications notifications;
  final BlockingQueue<Attempted> attempts = new LinkedBlockingQueue<>();
  final AtomicInteger signed = new AtomicInteger();

  TestBank(Database database, DeliveryPolicy policy) {
    this(database, settings(policy));
  }

  TestBank(Database database, NotificationSettings settings) {
    this(database, settings, new SettableClock(), "node-1");
  }

  private TestBank(
      Database database, NotificationSettings settings, SettableClock clock, String node) {
    this.database = database;
    this.clock = clock;
    eventLog = new EventLog(clock);
    consents = new Consents(eventLog, clock);
    tokens = new AccessTokens(database, clock);
    Leases leases = new Leases(database, LeaseClock.of(clock), node);
    broker = new Broker(database, eventLog, leases, clock, new Random(1));
    notifications =
        new Notifications(
            database,
            leases,
            consents,
            tokens,
            Notifications.Identity.of(ISSUER, KEY),
            settings,
            clock,
            new Random(2),
            listener());
    broker.register(notifications.mediator());
  }

  private AttemptListener listener() {
    return new AttemptListener() {
      @Override
      public void signed(Duration took) {
        signed.incrementAndGet();
      }

      @Override
      public void attempted(String subscriptionId, Queued queued, AttemptResult result) {
        attempts.add(new Attempted(subscriptionId, queued, result));
      }
    };
  }

  /** Another node, or the next life, on the same database at the same time. */
  TestBank another(String node, DeliveryPolicy policy) {
    return another(node, policy, database);
  }

  /** As {@link #another(String, DeliveryPolicy)}, with connections of its own. */
  TestBank another(String node, DeliveryPolicy policy, Database own) {
    return new TestBank(own, settings(policy), clock, node);
  }

  /** Of a bank without a ledger, which has no balances to tell. */
  static NotificationSettings settings(DeliveryPolicy policy) {
    return NotificationSettings.of(
        policy,
        (handle, consent, accountId) -> {
          throw new IllegalStateException("this bank has no balances");
        });
  }

  /** The last look of this bank at what it sends. */
  LookBeforeSending look() {
    return new LookBeforeSending(
        database,
        new Entitlement(consents),
        new SetIssuer(ISSUER, () -> KEY, clock),
        settings(DeliveryPolicy.standard()).balances(),
        clock,
        listener());
  }

  /** A customer lets the TPP read these accounts; the id of the consent. */
  String give(String clientId, Set<Permission> permissions, String... accountIds) {
    NewConsent asked = new NewConsent(clientId, permissions, null, null, null);
    return database.inTransaction(unit -> {
      String consentId = consents.create(unit, asked).consentId();
      consents.authorise(unit, consentId, CUSTOMER, Set.of(accountIds));
      return consentId;
    });
  }

  /** The customer takes the consent back. */
  void take(String consentId) {
    database.useTransaction(unit -> consents.revoke(unit, consentId, UUID.randomUUID().toString()));
  }

  /** A bearer token; without a consent it is the TPP's own. */
  String token(String clientId, String scope, @Nullable String consentId) {
    AccessToken token =
        new AccessToken(
            clientId,
            consentId,
            consentId == null ? null : CUSTOMER,
            Set.of(scope),
            clock.instant().plus(AccessTokens.LIFE));
    return database.inTransaction(unit -> tokens.issue(unit, token));
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
}
