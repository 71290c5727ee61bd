package dev.tidings.bank.consent;

import static dev.tidings.openbanking.ConsentStatus.AUTH;
import static dev.tidings.openbanking.ConsentStatus.AWAU;
import static dev.tidings.openbanking.ConsentStatus.CANC;
import static dev.tidings.openbanking.ConsentStatus.RJCT;

import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.BusinessEvent.LinkedAccountClosed;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.persistence.UnitOfWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The consents of the bank: who may go from which status to which. A change of status holds the
 * consent's row lock, so that of two at one time only one wins. Thread-safe.
 */
public final class Consents {

  /** The most consents that are listed for one customer. */
  public static final int LISTED_MAX = ConsentRows.LISTED_MAX;

  private final EventLog events;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  public Consents(EventLog events, InstantSource clock) {
    this(events, clock, UUID::randomUUID);
  }

  /**
   * As the other one.
   *
   * @param ids of new consents; nobody may be able to guess them
   */
  Consents(EventLog events, InstantSource clock, Supplier<UUID> ids) {
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /** A new one, awaiting authorisation. */
  public Consent create(UnitOfWork unit, NewConsent asked) {
    Instant now = now();
    Consent consent =
        new Consent(
            "aac-" + ids.get(),
            asked.clientId(),
            AWAU,
            asked.permissions(),
            null,
            Set.of(),
            asked.expiresAt(),
            asked.transactionsFrom(),
            asked.transactionsTo(),
            now,
            now,
            null,
            1);
    ConsentRows.insert(unit.handle(), consent);
    return consent;
  }

  /** The consent as it stands now; one that is past its expiry is {@code EXPD}. */
  public Optional<Consent> find(Handle handle, String consentId) {
    return ConsentRows.find(handle, consentId).map(this::asOfNow);
  }

  /** As {@link #find(Handle, String)}, by plain JDBC. */
  public Optional<Consent> find(Connection connection, String consentId) throws SQLException {
    return ConsentRows.find(connection, consentId).map(this::asOfNow);
  }

  /**
   * The customer agrees: AWAU or CANC becomes AUTH. One that was taken back is agreed to again only
   * by the same customer.
   *
   * @param accountIds at least one, all of them this customer's
   * @throws IllegalConsentStateException from any other state, or when it is another customer's
   */
  public Consent authorise(
      UnitOfWork unit, String consentId, String customerId, Set<String> accountIds) {
    if (accountIds.isEmpty()) {
      throw new IllegalArgumentException("a consent is authorised for at least one account");
    }
    Consent consent = lock(unit, consentId, AUTH, AWAU, CANC);
    String owner = consent.customerId();
    if (owner != null && !Objects.equals(owner, customerId)) {
      throw new IllegalConsentStateException(consentId, consent.status(), AUTH);
    }
    ConsentRows.setCustomer(unit.handle(), consentId, customerId, accountIds);
    return change(unit, consentId, AUTH);
  }

  /**
   * The customer confirms what is in force, with accounts that may be others; what was issued
   * before is void. Source: OBIE R/W v4.0, Consent Re-authentication.
   *
   * @param seen as it was when the customer was asked
   * @param accountIds at least one, all of them this customer's
   * @throws IllegalConsentStateException when it has changed since, or is another customer's
   */
  public Consent reauthorise(
      UnitOfWork unit, Consent seen, String customerId, Set<String> accountIds) {
    if (accountIds.isEmpty()) {
      throw new IllegalArgumentException("a consent is authorised for at least one account");
    }
    Consent consent = lock(unit, seen.consentId(), AUTH, AUTH);
    if (consent.version() != seen.version() || !customerId.equals(consent.customerId())) {
      throw new IllegalConsentStateException(seen.consentId(), consent.status(), AUTH);
    }
    ConsentRows.setCustomer(unit.handle(), seen.consentId(), customerId, accountIds);
    return change(unit, seen.consentId(), AUTH);
  }

  /**
   * The customer refuses: AWAU becomes RJCT.
   *
   * @throws IllegalConsentStateException from any other state
   */
  public Consent reject(UnitOfWork unit, String consentId) {
    lock(unit, consentId, RJCT, AWAU);
    return change(unit, consentId, RJCT);
  }

  /**
   * The customer takes it back at the bank: AUTH becomes CANC, and the event log says so.
   *
   * @throws IllegalConsentStateException from any other state
   */
  public Consent revoke(UnitOfWork unit, String consentId, String interactionId) {
    lock(unit, consentId, CANC, AUTH);
    Consent revoked = change(unit, consentId, CANC);
    events.append(
        unit, new ConsentRevoked(consentId, revoked.clientId(), revoked.version()), interactionId);
    return revoked;
  }

  /**
   * The bank wants the customer to authorise it again: AUTH becomes CANC, with the reason. Nobody
   * is told but who reads with it. Source: OBIE R/W v4.0, 403 (Forbidden).
   *
   * @throws IllegalConsentStateException from any other state
   */
  public Consent suspend(UnitOfWork unit, String consentId) {
    lock(unit, consentId, CANC, AUTH);
    return change(unit, consentId, CANC, Consent.REAUTHENTICATE);
  }

  /**
   * The account is closed: no consent opens it any more, and the event log tells it of each consent
   * that is in force.
   *
   * @param accountVersion its last
   * @return the ids of those
   */
  public List<String> accountClosed(
      UnitOfWork unit, String accountId, long accountVersion, String interactionId) {
    List<String> inForce = new ArrayList<>();
    for (String consentId : ConsentRows.linkedTo(unit.handle(), accountId)) {
      ConsentRows.lock(unit.handle(), consentId);
      ConsentRows.unlink(unit.handle(), consentId, accountId);
      find(unit.handle(), consentId)
          .filter(consent -> consent.status() == AUTH)
          .ifPresent(consent -> {
            inForce.add(consentId);
            events.append(
                unit,
                new LinkedAccountClosed(consentId, consent.clientId(), accountId, accountVersion),
                interactionId);
          });
    }
    return List.copyOf(inForce);
  }

  /** The TPP deletes it; afterwards nobody finds it. */
  public void delete(UnitOfWork unit, String consentId) {
    ConsentRows.delete(unit.handle(), consentId);
  }

  /** The TPP is gone, and what it was allowed with it. */
  public void deleteOfClient(UnitOfWork unit, String clientId) {
    ConsentRows.deleteOfClient(unit.handle(), clientId);
  }

  /** The consents under which somebody may be told that this account's balance changed. */
  public List<Consent> entitledToBalance(Connection connection, String accountId, Instant now)
      throws SQLException {
    return ConsentRows.entitledToBalance(connection, accountId, now);
  }

  /** The account's other consents, as they stand now, latest change first; a bounded number. */
  public List<Consent> notEntitledToBalance(Connection connection, String accountId, Instant now)
      throws SQLException {
    return ConsentRows.notEntitledToBalance(connection, accountId, now).stream()
        .map(this::asOfNow)
        .toList();
  }

  /** What a customer has agreed to, newest first, at most {@link #LISTED_MAX}. */
  public List<Consent> ofCustomer(Handle handle, String customerId) {
    return ConsentRows.ofCustomer(handle, customerId).stream().map(this::asOfNow).toList();
  }

  private Consent lock(
      UnitOfWork unit, String consentId, ConsentStatus wanted, ConsentStatus... from) {
    ConsentRows.lock(unit.handle(), consentId);
    Consent consent =
        find(unit.handle(), consentId)
            .orElseThrow(() -> new IllegalConsentStateException(consentId, wanted));
    if (!Set.of(from).contains(consent.status())) {
      throw new IllegalConsentStateException(consentId, consent.status(), wanted);
    }
    return consent;
  }

  private Consent change(UnitOfWork unit, String consentId, ConsentStatus status) {
    return change(unit, consentId, status, null);
  }

  private Consent change(
      UnitOfWork unit, String consentId, ConsentStatus status, @Nullable String reason) {
    ConsentRows.setStatus(unit.handle(), consentId, status, reason, now());
    return find(unit.handle(), consentId).orElseThrow();
  }

  private Consent asOfNow(Consent consent) {
    boolean open = consent.status() == AUTH || consent.status() == AWAU;
    return open && consent.hasExpiredAt(clock.instant()) ? consent.expired() : consent;
  }

  /** Cut to what the database keeps, so that what is written is what is read. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
