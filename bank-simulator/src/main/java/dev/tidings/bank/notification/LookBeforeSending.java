package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.bank.broker.LoggedEvents;
import dev.tidings.bank.consent.Consent;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The last look at a notification before it leaves, by push, poll or replay: may the TPP still
 * know, does it still want to, and which bytes are sent. Those that are not made yet, because they
 * have content or because the subscription has changed, are made now and kept. Thread-safe.
 */
final class LookBeforeSending {

  private static final BeforeSending.Withheld NO_CONSENT =
      new BeforeSending.Withheld(Entitlement.WITHHELD_REASON);
  private static final BeforeSending.Withheld NO_SUBSCRIPTION =
      new BeforeSending.Withheld("its subscription is gone");

  private final Database database;
  private final Entitlement entitlement;
  private final SetIssuer setIssuer;
  private final BalanceContent balances;
  private final InstantSource clock;
  private final AttemptListener listener;
  private final LoggedEvents loggedEvents = new LoggedEvents();

  /**
   * @param listener told how long the making of each takes
   */
  LookBeforeSending(
      Database database,
      Entitlement entitlement,
      SetIssuer setIssuer,
      BalanceContent balances,
      InstantSource clock,
      AttemptListener listener) {
    this.database = database;
    this.entitlement = entitlement;
    this.setIssuer = setIssuer;
    this.balances = balances;
    this.clock = clock;
    this.listener = listener;
  }

  /** Outside any transaction: what is made is kept at once. */
  BeforeSending look(Outgoing outgoing) {
    Optional<Consent> consent = consent(outgoing);
    if (lacks(outgoing, consent)) {
      return NO_CONSENT;
    }
    String set = outgoing.signedSet();
    return set == null
        ? database.read(handle -> make(handle, outgoing, consent))
        : new BeforeSending.Ready(set);
  }

  /** Why it must not leave, if it must not: the same look, but nothing is read, made or kept. */
  Optional<BeforeSending.Withheld> judge(Outgoing outgoing) {
    if (lacks(outgoing, consent(outgoing))) {
      return Optional.of(NO_CONSENT);
    }
    if (outgoing.signedSet() != null) {
      return Optional.empty();
    }
    return database.read(handle ->
        Subscriptions.find(handle, outgoing.subscriptionId())
            .map(subscription -> unwanted(cause(handle, outgoing), subscription))
            .orElse(Optional.of(NO_SUBSCRIPTION)));
  }

  private BeforeSending make(Handle handle, Outgoing outgoing, Optional<Consent> consent) {
    Subscription subscription = Subscriptions.find(handle, outgoing.subscriptionId()).orElse(null);
    if (subscription == null) {
      return NO_SUBSCRIPTION;
    }
    LoggedEvent logged = cause(handle, outgoing);
    Optional<BeforeSending.Withheld> unwanted = unwanted(logged, subscription);
    if (unwanted.isPresent()) {
      return unwanted.get();
    }
    BalanceContent.Content content = null;
    if (logged.event() instanceof BalanceChanged changed
        && setIssuer.hasContent(logged, subscription)) {
      content = balances.read(handle, consent.orElseThrow(), changed.accountId());
    }
    long begunNs = System.nanoTime();
    String made = setIssuer.sign(logged, subscription, content);
    listener.signed(Duration.ofNanos(System.nanoTime() - begunNs));
    return new BeforeSending.Ready(
        NotificationTable.keepSet(handle, outgoing.jti(), made, subscription.wishes()));
  }

  private Optional<Consent> consent(Outgoing outgoing) {
    Instant now = clock.instant();
    return database.ask(connection -> entitlement.consent(connection, outgoing, now));
  }

  private static boolean lacks(Outgoing outgoing, Optional<Consent> consent) {
    return consent.isEmpty() && outgoing.consentIds() != null;
  }

  private LoggedEvent cause(Handle handle, Outgoing outgoing) {
    return loggedEvents
        .find(handle, outgoing.eventId())
        .orElseThrow(() ->
            new IllegalStateException(
                "the log has no event to be read by the id " + outgoing.eventId()));
  }

  private Optional<BeforeSending.Withheld> unwanted(LoggedEvent logged, Subscription subscription) {
    Judgement judgement = setIssuer.judge(logged, subscription);
    return judgement == Judgement.TOLD
        ? Optional.empty()
        : Optional.of(new BeforeSending.Withheld("since it was queued: " + judgement.words()));
  }
}
