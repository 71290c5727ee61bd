package dev.tidings.bank.consent;

import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The consents of the bank: the one place that reads and writes them. */
public interface Consents {

  /** A new one, awaiting authorisation. */
  Consent create(UnitOfWork unit, NewConsent consent);

  Optional<Consent> find(Handle handle, String consentId);

  /**
   * The customer agrees: AWAU or CANC becomes AUTH.
   *
   * @throws IllegalConsentStateException from any other state
   */
  Consent authorise(UnitOfWork unit, String consentId, String customerId, Set<String> accountIds);

  /**
   * The customer refuses: AWAU becomes RJCT.
   *
   * @throws IllegalConsentStateException from any other state
   */
  Consent reject(UnitOfWork unit, String consentId);

  /**
   * The customer takes it back at the bank: AUTH becomes CANC, and the event log says so.
   *
   * @throws IllegalConsentStateException from any other state
   */
  Consent revoke(UnitOfWork unit, String consentId, String interactionId);

  /** The TPP deletes it; afterwards nobody finds it. */
  void delete(UnitOfWork unit, String consentId);

  /** The consents under which somebody may be told that this account's balance changed. */
  List<Consent> entitledToBalance(Handle handle, String accountId, Instant now);

  /** Everything a customer has ever been asked, newest first. */
  List<Consent> ofCustomer(Handle handle, String customerId);
}
