package dev.tidings.tpp.inbox;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.ResourceSubject;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.refresh.EndConnection;
import dev.tidings.tpp.refresh.Reason;
import dev.tidings.tpp.refresh.Refreshing;
import dev.tidings.tpp.refresh.WantedRefreshes;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.EventChannel.Arrival;
import dev.tidings.tpp.view.EventChannels;
import dev.tidings.tpp.view.UnifiedView.AccountView.Status;
import dev.tidings.tpp.view.ViewChanges;
import dev.tidings.tpp.view.ViewedAccounts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stores an event and what follows from it in one transaction, so that after the commit nothing is
 * lost whatever happens; only then wakes the refresh. Thread-safe.
 */
final class StoreEvent {

  private final Database database;
  private final ReceivedEvents received;
  private final Connections connections;
  private final WantedRefreshes wanted;
  private final Refreshing refreshing;
  private final EndConnection endConnection;
  private final Noted noted;
  private final ViewedAccounts accounts = new ViewedAccounts();
  private final InstantSource clock;

  StoreEvent(
      Database database,
      ReceivedEvents received,
      Connections connections,
      WantedRefreshes wanted,
      Refreshing refreshing,
      EndConnection endConnection,
      Noted noted,
      InstantSource clock) {
    this.database = database;
    this.received = received;
    this.connections = connections;
    this.wanted = wanted;
    this.refreshing = refreshing;
    this.endConnection = endConnection;
    this.noted = noted;
    this.clock = clock;
  }

  /** Where it is noted that and how events arrive. */
  record Noted(
      EventChannels channels,
      AccountVersions versions,
      Gaps gaps,
      ViewChanges changes,
      Meter meter) {}

  /** What {@link #store} did, and what is to be done once the bank has its answer. */
  record Stored(Outcome outcome, Runnable afterAnswer) {}

  /**
   * Stores the event if it is not known.
   *
   * @param bytes of the SET as it came
   */
  Stored store(Bank bank, SecurityEvent set, int bytes, Arrival arrival) {
    Instant now = clock.instant();
    AccountKey account =
        set.events().stream()
            .map(StoreEvent::accountId)
            .filter(Objects::nonNull)
            .findFirst()
            .map(id -> new AccountKey(bank.bankId(), id))
            .orElse(null);
    Outcome outcome =
        database.inTransaction(unit -> {
          if (!received.add(unit, set, account == null ? null : account.accountId(), now)) {
            noted.meter().count(unit, Meter.Total.DUPLICATES, bytes);
            return Outcome.DUPLICATE;
          }
          Outcome what = ofConsent(unit, bank, set);
          if (what == Outcome.IGNORED && account != null) {
            what = wanted(unit, account, set, now);
          }
          received.outcome(unit, set, what);
          noted.meter().count(unit, Meter.Total.EVENTS_RECEIVED, bytes);
          noted.channels().arrived(unit, bank.bankId(), arrival, now);
          return what;
        });
    return new Stored(
        outcome,
        account != null && outcome == Outcome.REFRESH_WANTED ? () -> wake(account) : this::touched);
  }

  private void wake(AccountKey account) {
    var _ = refreshing.wake(account);
    touched();
  }

  private void touched() {
    noted.changes().tell(new ViewChanges.Notice.Touched());
  }

  private Outcome wanted(UnitOfWork unit, AccountKey account, SecurityEvent set, Instant now) {
    if (!wanted.want(unit, account, new Reason(set.jti(), now, occurredAt(set)))) {
      return Outcome.UNKNOWN_ACCOUNT;
    }
    accounts.status(unit, account, Status.REFRESHING);
    if (noted.versions().isGap(unit, account, set)) {
      noted.channels().gap(unit, account.bankId());
      unit.afterCommit(() -> noted.gaps().noticed(account.bankId()));
    }
    return Outcome.REFRESH_WANTED;
  }

  private Outcome ofConsent(UnitOfWork unit, Bank bank, SecurityEvent set) {
    if (set.events().stream().noneMatch(OfConsent::is)) {
      return Outcome.IGNORED;
    }
    Connection connection = connections.ofBank(unit, bank.bankId()).orElse(null);
    if (connection == null) {
      return Outcome.IGNORED;
    }
    for (Event event : set.events()) {
      if (event instanceof Event.ConsentAuthorizationRevoked revoked
          && OfConsent.revokes(set, revoked, connection.consentId())) {
        endConnection.over(unit, connection);
        return Outcome.CONNECTION_ENDED;
      }
      if (event instanceof Event.LinkedAccountUpdate update
          && OfConsent.isSub(set, connection.consentId())
          && lost(unit, bank, update)) {
        return Outcome.ACCOUNT_LOST;
      }
    }
    return Outcome.IGNORED;
  }

  /** Of an account that comes into the consent the standard says no more than of one that goes. */
  private boolean lost(UnitOfWork unit, Bank bank, Event.LinkedAccountUpdate update) {
    AccountKey key = new AccountKey(bank.bankId(), update.subject().resourceId());
    return switch (update.reason()) {
      case Event.LinkedAccountUpdate.ACCOUNT_CLOSURE ->
          endConnection.lost(unit, key, "was closed at the bank and is no longer shown.");
      case Event.LinkedAccountUpdate.SWITCHED ->
          endConnection.lost(unit, key, "has moved to another bank and is no longer shown.");
      default -> false;
    };
  }

  private static @Nullable String accountId(Event event) {
    ResourceSubject subject =
        switch (event) {
          case Event.ResourceUpdate update -> update.subject();
          case Event.BalanceChange change -> change.subject();
          case Event.Alert alert -> null; // what changed is told by its balance-change
          case Event.ConsentAuthorizationRevoked revoked -> null;
          case Event.LinkedAccountUpdate update -> null;
          case Event.Other other -> null;
        };
    return subject != null && ResourceSubject.ACCOUNTS.equals(subject.resourceType())
        ? subject.resourceId()
        : null;
  }

  private static @Nullable Instant occurredAt(SecurityEvent set) {
    for (Event event : set.events()) {
      if (event instanceof Event.BalanceChange change) {
        return change.occurredAt();
      }
    }
    return null;
  }
}
