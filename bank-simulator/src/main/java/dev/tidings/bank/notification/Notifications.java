package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Broker;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.broker.Loop;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.jose.SigningKey;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Everything that tells TPPs: the subscriptions' API, the mediator, and delivery. Register {@link
 * #mediator} with the {@link Broker} before it starts. Thread-safe.
 */
public final class Notifications implements AutoCloseable {

  /**
   * How often the table is looked at for what no wake-up has told: retries, other nodes' events.
   */
  public static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  private final EventSubscriptionsApi api;
  private final EventPollingApi polling;
  private final SharedSignals signals;
  private final PollWaits waits = new PollWaits();
  private final OperatorApi operator;
  private final ReplayApi replayApi;
  private final Replays replays;
  private final DeadLettersApi deadLetters;
  private final Mediator mediator;
  private final PushClient push;
  private final ForgetSettled forget;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final Loop loop;

  /**
   * @param registry takes the meters of attempts, signing and delivery
   * @param random for jitter; thread-safe
   */
  public Notifications(
      Database database,
      Leases leases,
      Consents consents,
      AccessTokens tokens,
      Identity identity,
      NotificationSettings settings,
      InstantSource clock,
      RandomGenerator random,
      MeterRegistry registry) {
    this(
        database,
        leases,
        consents,
        tokens,
        identity,
        settings,
        clock,
        random,
        new DeliveryMeters(registry, clock));
  }

  Notifications(
      Database database,
      Leases leases,
      Consents consents,
      AccessTokens tokens,
      Identity identity,
      NotificationSettings settings,
      InstantSource clock,
      RandomGenerator random,
      AttemptListener listener) {
    this.clock = clock;
    DeliveryPolicy policy = settings.policy();
    push = new PushClient(identity.financialId(), policy, settings.reach());
    SetIssuer setIssuer = new SetIssuer(identity.issuer(), identity.keys(), clock);
    LookBeforeSending look =
        new LookBeforeSending(
            database, new Entitlement(consents), setIssuer, settings.balances(), clock, listener);
    AttemptDelivery attempts = new AttemptDelivery(database, look, push, policy, clock, random);
    deliveries = new Deliveries(database, leases, attempts, policy, clock, random, listener);
    forget = new ForgetSettled(database, clock);
    loop = new Loop("delivery", LOOK_INTERVAL, this::look);
    mediator =
        new Mediator(
            database,
            consents,
            setIssuer,
            settings.mergeWindow(),
            clock,
            this::queued,
            deliveries::lookAgain,
            listener);
    LongPolls polls =
        new LongPolls(new Poll(database, look, policy, clock), waits, LongPolls.WAIT_MAX);
    polling = new EventPollingApi(database, tokens, polls);
    StreamEvents streamEvents = new StreamEvents(setIssuer, clock);
    signals =
        new SharedSignals(
            tokens,
            identity.issuer(),
            settings.reach(),
            new Streams(database, clock, loop::wake),
            streamEvents,
            polls,
            clock,
            this::putBack);
    api =
        new EventSubscriptionsApi(
            database,
            tokens,
            new MessageSignatures(settings.signing(), identity, clock),
            identity.issuer(),
            settings.reach(),
            settings.verifyCallbacks() ? new VerifyCallback(setIssuer, push) : VerifyCallback.NONE,
            clock,
            loop::wake);
    replays = new Replays(database, leases, look, push, policy, clock, random);
    replayApi = new ReplayApi(database, clock, loop::wake);
    operator = new OperatorApi(database, streamEvents, clock, loop::wake);
    deadLetters = new DeadLettersApi(database, clock, this::putBack);
  }

  public void register(RoutesConfig routes) {
    api.register(routes);
    polling.register(routes);
    signals.register(routes);
    operator.register(routes);
    replayApi.register(routes);
    deadLetters.register(routes);
  }

  /** The event processor that queues notifications. */
  public EventProcessor mediator() {
    return mediator;
  }

  /** A TPP is no longer registered: nothing is told to it any more. */
  public void forget(UnitOfWork unit, String clientId) {
    Subscriptions.endOfClient(unit.handle(), clientId, clock.instant(), "the TPP is gone");
    unit.afterCommit(loop::wake);
  }

  /** Begins to deliver, with what an earlier life has left. */
  public void start() {
    loop.start();
  }

  /** Starts every attempt that is due now, on threads of their own; returns how many. */
  public int deliverDue() {
    deliveries.own();
    replays.replayDue();
    return deliveries.deliverDue();
  }

  /** Whether a step of a replay is under way. */
  boolean replaying() {
    return replays.isBusy();
  }

  /** Long polls that wait now. */
  int pollsWaiting() {
    return waits.size();
  }

  @Override
  public void close() {
    loop.stop();
    push.cancelAll();
    deliveries.close();
    replays.close();
    push.close();
  }

  private void queued(Notification notification) {
    deliveries.queued(notification);
    waits.queued(notification.subscription().subscriptionId());
  }

  private void putBack(String subscriptionId) {
    waits.queued(subscriptionId);
    deliveries.lookAgain(subscriptionId);
    loop.wake();
  }

  private int look() {
    deliverDue();
    forget.ifDue();
    return 0;
  }

  /**
   * Who the bank is to those it tells.
   *
   * @param issuer its base URL, {@code iss} of its SETs
   * @param financialId {@code x-fapi-financial-id}
   * @param keys signs the SETs
   */
  public record Identity(String issuer, String financialId, Supplier<SigningKey> keys) {

    /** With the issuer's host as financial id. */
    public static Identity of(String issuer, SigningKey key) {
      return of(issuer, () -> key);
    }

    /** By the key that is right at each moment. */
    public static Identity of(String issuer, Supplier<SigningKey> keys) {
      return new Identity(issuer, URI.create(issuer).getHost(), keys);
    }
  }
}
