package dev.tidings.bank.consent;

import dev.tidings.openbanking.ConsentStatus;

/** A consent cannot go from its status to the wanted one. */
public final class IllegalConsentStateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public IllegalConsentStateException(
      String consentId, ConsentStatus status, ConsentStatus wanted) {
    super("consent " + consentId + " is " + status + " and cannot become " + wanted);
  }

  /** There is no such consent. */
  public IllegalConsentStateException(String consentId, ConsentStatus wanted) {
    super("there is no consent " + consentId + " that could become " + wanted);
  }
}
