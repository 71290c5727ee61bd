package dev.tidings.tpp.inbox;

import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.securityevent.SetError;
import dev.tidings.securityevent.SetRejectedException;
import dev.tidings.securityevent.SetVerifier;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.inbox.StoreEvent.Stored;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.view.EventChannel.Arrival;
import dev.tidings.tpp.view.ViewChanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a SET in, on whichever way it came: verify, de-duplicate, store. Thread-safe. */
public final class AcceptSet {

  private static final Logger log = LoggerFactory.getLogger(AcceptSet.class);

  private final SetVerifier verifier;
  private final Banks banks;
  private final StoreEvent storeEvent;
  private final Meter meter;
  private final ViewChanges changes;

  AcceptSet(
      SetVerifier verifier, Banks banks, StoreEvent storeEvent, Meter meter, ViewChanges changes) {
    this.verifier = verifier;
    this.banks = banks;
    this.storeEvent = storeEvent;
    this.meter = meter;
    this.changes = changes;
  }

  /**
   * Stores the event, for good, before it returns.
   *
   * @return what is to be done once the bank has its answer
   * @throws SetRejectedException when it is not believed; that is counted
   * @throws dev.tidings.jose.KeysUnavailableException when it cannot be judged now
   */
  public Runnable accept(String compact, Arrival arrival) throws SetRejectedException {
    try {
      SecurityEvent set = verifier.verify(compact);
      if (set.jti().length() > ReceivedEvents.JTI_LENGTH_MAX) {
        throw rejected(
            SetError.INVALID_REQUEST,
            "jti is longer than " + ReceivedEvents.JTI_LENGTH_MAX + " characters");
      }
      Bank bank =
          banks
              .withIssuer(set.issuer())
              .orElseThrow(() -> rejected(SetError.INVALID_ISSUER, "not registered any more"));
      Stored stored = storeEvent.store(bank, set, compact.length(), arrival);
      if (stored.outcome() == Outcome.UNKNOWN_ACCOUNT) {
        log.warn("event {} of {} names an account that is not connected", set.jti(), bank.bankId());
      }
      return stored.afterAnswer();
    } catch (SetRejectedException e) {
      refused(e);
      throw e;
    }
  }

  /** Counts a refusal that was decided elsewhere. */
  void refused(SetRejectedException e) {
    meter.count(Meter.Total.EVENTS_REJECTED);
    log.warn("event rejected, {}: {}", e.error().code(), e.getMessage());
    changes.tell(new ViewChanges.Notice.Touched());
  }

  static SetRejectedException rejected(SetError error, String description) {
    return new SetRejectedException(error, description);
  }
}
