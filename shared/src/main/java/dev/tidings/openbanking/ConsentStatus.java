package dev.tidings.openbanking;

/**
 * The life of an account access consent. Source: OBIE R/W v4.0, Account Access Consents, Status.
 */
public enum ConsentStatus {
  /** Awaiting the customer's authorisation. */
  AWAU,
  /** Authorised. */
  AUTH,
  /** Refused by the customer; terminal. */
  RJCT,
  /** Revoked at the bank; may be authorised again. */
  CANC,
  /** Past its expiry. */
  EXPD
}
