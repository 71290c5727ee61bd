package dev.tidings.bank.consent;

import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.Permission;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one customer lets one TPP read.
 *
 * @param clientId the TPP
 * @param customerId null until somebody authorises it
 * @param accountIds chosen by the customer; empty until authorised
 * @param statusReason why the bank itself took it back, such as {@code U028}; else null
 * @param version counts the changes of status; the first authorisation makes it {@link
 *     #FIRST_AUTHORISED}
 * @param expiresAt null for open ended
 */
public record Consent(
    String consentId,
    String clientId,
    ConsentStatus status,
    Set<Permission> permissions,
    @Nullable String customerId,
    Set<String> accountIds,
    @Nullable Instant expiresAt,
    @Nullable Instant transactionsFrom,
    @Nullable Instant transactionsTo,
    Instant createdAt,
    Instant statusChangedAt,
    @Nullable String statusReason,
    long version) {

  /** The {@code statusReason} of one that the customer has to authorise again. */
  public static final String REAUTHENTICATE = "U028";

  static final long FIRST_AUTHORISED = 2;

  /** Whether the TPP may use it now. */
  public boolean isAuthorisedAt(Instant now) {
    return status == ConsentStatus.AUTH && !hasExpiredAt(now);
  }

  public boolean hasExpiredAt(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** Whether the bank took it back until the customer authorises it again. */
  public boolean awaitsReauthentication() {
    return status == ConsentStatus.CANC && REAUTHENTICATE.equals(statusReason);
  }

  /** The same, read after its expiry. */
  Consent expired() {
    return new Consent(
        consentId,
        clientId,
        ConsentStatus.EXPD,
        permissions,
        customerId,
        accountIds,
        expiresAt,
        transactionsFrom,
        transactionsTo,
        createdAt,
        expiresAt == null ? statusChangedAt : expiresAt,
        statusReason,
        version);
  }

  /** Whether the permission is granted; a Detail permission implies its Basic one. */
  public boolean allows(Permission permission) {
    return permissions.contains(permission)
        || (permission.name().endsWith("Basic")
            && permissions.contains(
                Permission.valueOf(permission.name().replace("Basic", "Detail"))));
  }
}
