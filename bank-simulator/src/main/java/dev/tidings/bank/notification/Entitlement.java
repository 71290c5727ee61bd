package dev.tidings.bank.notification;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.openbanking.Permission;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Whether a TPP may still know what was queued for it. */
final class Entitlement {

  /** Why nothing leaves when it does not hold. */
  static final String WITHHELD_REASON = "no consent lets the TPP know any more";

  private final Consents consents;

  Entitlement(Consents consents) {
    this.consents = consents;
  }

  boolean holds(Handle handle, Outgoing outgoing, Instant now) {
    return outgoing.consentIds() == null
        || outgoing.consentIds().stream()
            .flatMap(consentId -> consents.find(handle, consentId).stream())
            .anyMatch(consent -> entitles(consent, outgoing, now));
  }

  private static boolean entitles(Consent consent, Outgoing outgoing, Instant now) {
    return consent.clientId().equals(outgoing.clientId())
        && consent.isAuthorisedAt(now)
        && consent.allows(Permission.ReadBalances)
        && consent.accountIds().contains(outgoing.key());
  }
}
