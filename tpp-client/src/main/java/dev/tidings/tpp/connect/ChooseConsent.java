package dev.tidings.tpp.connect;

import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.bank.ConsentApi;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which consent the customer is asked for: the same again, where the bank has it as taken back, or
 * a new one. Thread-safe. Source: OBIE R/W v4.0, Consent Re-authentication.
 */
final class ChooseConsent {

  private final ConsentApi consents;
  private final Connections connections;
  private final InstantSource clock;

  ChooseConsent(ConsentApi consents, Connections connections, InstantSource clock) {
    this.consents = consents;
    this.connections = connections;
    this.clock = clock;
  }

  /** A consent that waits for the customer. */
  record Chosen(String consentId, Instant expiresAt) {}

  Chosen choose(Bank bank) throws BankException {
    Optional<Connection> ended =
        connections
            .lastEnded(bank.bankId())
            .filter(connection -> clock.instant().isBefore(connection.consentExpiresAt()))
            .filter(
                connection -> consents.status(bank, connection.consentId()) == ConsentStatus.CANC);
    if (ended.isPresent()) {
      return new Chosen(ended.get().consentId(), ended.get().consentExpiresAt());
    }
    Instant expiresAt =
        clock.instant().plus(ConsentApi.CONSENT_LIFE).truncatedTo(ChronoUnit.SECONDS);
    return new Chosen(consents.create(bank, expiresAt), expiresAt);
  }
}
